"""Jupyter's side of the fork server: a kernel provisioner, for whatever speaks Jupyter, such as nbval in our tests.

It is registered as `initcourse-forkserver`; with JUPYTER_DEFAULT_PROVISIONER_NAME set to that name, Python kernels are
forked from a server of the process that starts them. Grading itself needs no Jupyter messages (see `runner`).
"""

from __future__ import annotations

import asyncio
import os
from functools import cache
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner

from initcourse.grading.execution.fork_server import ForkServer


class ForkProvisioner(LocalProvisioner):
    """Forks a Python kernel instead of starting one; kernels of other languages start as ever.

    The manager may bring a `fork_server` and a `seed`; others share one server per process and have none.
    """

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork the kernel that `cmd` asks for."""
        if cmd[1:3] != ["-m", "ipykernel_launcher"]:
            return await super().launch_kernel(cmd, **kwargs)
        server = getattr(self.parent, "fork_server", None) or process_server()
        cwd, env = kwargs.get("cwd") or os.getcwd(), kwargs.get("env") or dict(os.environ)
        self.process = server.fork(cmd[3:], env, str(cwd), getattr(self.parent, "seed", None))
        self.pid, self.cwd = self.process.pid, cwd
        return self.connection_info

    async def wait(self) -> int | None:
        """Wait for the kernel's end; it takes milliseconds, not the tenth of a second between two looks."""
        while self.process is not None and self.process.poll() is None:
            await asyncio.sleep(0.002)
        return await super().wait()


@cache
def process_server() -> ForkServer:
    """Return the fork server that serves whoever in this process brings none."""
    return ForkServer()
