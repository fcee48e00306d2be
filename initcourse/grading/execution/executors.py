"""Where notebooks are executed: threads with a fork server each on this machine, or the workers of a Dask cluster.

Both are a `concurrent.futures.Executor`; class runs and proofs know no more of them.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from initcourse.grading.errors import ArgumentError
from initcourse.grading.execution.cell_process import ProcessFactory, use_factory
from initcourse.grading.execution.preload import call_server, cell_server
from initcourse.grading.processes.fork_server import ForkedServer

SWITCH_SECONDS = 0.0005
"""After so long a thread gives way to another that waits: a process that floods its slot delays the others little."""


class LocalExecutor(ThreadPoolExecutor):
    """`jobs` threads, each with a fork server of its own; `modules` are imported once, from now on."""

    def __init__(self, jobs: int, modules: Sequence[str]) -> None:
        self.root, self.call_server = cell_server(modules), call_server()
        self.root.start()
        self.call_server.start()
        self.factories: list[ProcessFactory] = []
        sys.setswitchinterval(SWITCH_SECONDS)
        super().__init__(jobs, "executor", self._prepare_thread)

    def _prepare_thread(self) -> None:
        factory = ProcessFactory(ForkedServer(self.root), self.call_server)
        self.factories.append(factory)
        use_factory(factory)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the fork servers with their processes; notebooks that wait or are being executed are lost."""
        super().shutdown(wait=False, cancel_futures=True)
        for factory in list(self.factories):
            factory.close()
        self.root.close()
        self.call_server.close()
        super().shutdown(wait=wait)


@contextmanager
def open_executor(jobs: int | None, scheduler: str | None, modules: Sequence[str]) -> Iterator[tuple[Executor, int]]:
    """Open `jobs` local threads (as many as cores by default), or the cluster at `scheduler`; yield it and its width.

    Raises `ArgumentError` if the cluster does not answer or has no worker.
    """
    if scheduler is None:
        jobs = jobs or len(os.sched_getaffinity(0))
        with LocalExecutor(jobs, modules) as executor:
            yield executor, jobs
        return
    from distributed import Client

    # a result that was lost with its worker, and is computed again, need not be reported; errors must be
    logging.getLogger("distributed.client").setLevel(logging.ERROR)
    try:
        client = Client(scheduler, timeout=10)
    except (OSError, ValueError) as error:
        raise ArgumentError(f"no Dask scheduler answers at {scheduler} ({error}): start one, or check it") from error
    with client:
        width = _width(client.scheduler_info(n_workers=-1))
        if not width:
            raise ArgumentError(f"the Dask scheduler at {scheduler} has no workers: start `dask worker {scheduler}`")
        executor = client.get_executor(pure=False)
        try:
            yield executor, width
        finally:
            executor.shutdown(wait=False)  # an interrupted run does not wait for what it has sent out


def _width(info: dict[str, Any]) -> int:
    """Return how many tasks the workers of the cluster take at once."""
    return sum(worker["nthreads"] for worker in info["workers"].values())
