"""Jupyter's side of the fork server: a kernel provisioner, and a manager and client that start a kernel fast.

The provisioner is registered as `initcourse-forkserver`; with JUPYTER_DEFAULT_PROVISIONER_NAME set to that name,
whatever speaks Jupyter starts its Python kernels from a fork server of its own.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from functools import cache
from typing import Any

import zmq
import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner
from traitlets import Any as AnyTrait
from traitlets import Instance, Integer, Type, default

from initcourse.grading.kernels import ForkServer

NAME = "initcourse-forkserver"


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


class WarmKernelClient(AsyncKernelClient):
    """A client that is ready as soon as the kernel has answered on both channels."""

    @default("context")
    def _eager_context(self) -> zmq.asyncio.Context:
        context = zmq.asyncio.Context()
        context.reconnect_ivl = 2  # milliseconds; the kernel binds its sockets a little after the first try
        self._created_context = True
        return context

    async def _async_wait_for_ready(self, timeout: float | None = None) -> None:
        """Return when shell and iopub are connected; raise `RuntimeError` if the kernel died or after `timeout`."""
        timeout = timeout or 60
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout
        while loop.time() < end:
            request = self.kernel_info()
            try:
                await asyncio.wait_for(self._reply(request), 1)
                await asyncio.wait_for(self._idle(request), 0.05)  # missed if the subscription came too late: ask again
                return
            except TimeoutError:
                if not await self._async_is_alive():
                    raise RuntimeError("the kernel died before it was ready") from None
        raise RuntimeError(f"the kernel was not ready after {timeout:g} s")

    wait_for_ready = _async_wait_for_ready

    async def _reply(self, request: str) -> None:
        while (await self.shell_channel.get_msg())["parent_header"].get("msg_id") != request:
            pass

    async def _idle(self, request: str) -> None:
        while True:
            message = await self.iopub_channel.get_msg()
            state = message["content"].get("execution_state")
            if message["parent_header"].get("msg_id") == request and state == "idle":
                return


class WarmKernelManager(AsyncKernelManager):
    """Manages one kernel of `fork_server`, reached through Unix sockets in a folder of its own."""

    fork_server = Instance(ForkServer, allow_none=True)
    seed = Integer(None, allow_none=True, help="What Python, NumPy and Keras are seeded with; None: nothing.")
    client_factory = Type(WarmKernelClient)
    _sockets = AnyTrait()

    @default("transport")
    def _ipc(self) -> str:
        return "ipc"

    @default("_sockets")
    def _new_folder(self) -> tempfile.TemporaryDirectory:
        return tempfile.TemporaryDirectory(prefix="kernel-")

    @default("ip")
    def _socket_path(self) -> str:
        return os.path.join(self._sockets.name, "socket")

    @default("connection_file")
    def _connection_path(self) -> str:
        return os.path.join(self._sockets.name, "connection.json")

    @property
    def kernel_spec(self) -> KernelSpec:
        """Python from the fork server, whatever kernel the notebook names."""
        argv = ["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=argv, language="python", metadata={"kernel_provisioner": {"provisioner_name": NAME}})

    async def shutdown_kernel(self, now: bool = False, restart: bool = False) -> None:
        """End the kernel at once, `now` or not: it holds nothing that is still wanted."""
        if self.has_kernel:
            await self.provisioner.kill(restart=restart)
            await self.provisioner.wait()
        await self.cleanup_resources(restart=restart)

    async def cleanup_resources(self, restart: bool = False) -> None:
        """Remove the sockets with their folder."""
        await super()._async_cleanup_resources(restart=restart)
        if not restart:
            self._sockets.cleanup()
