"""The fork server: kernels as fresh as new ones, and nothing left when they or their owner are gone."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import psutil
import pytest
from jupyter_client.manager import AsyncKernelManager
from traitlets import Instance, Integer

from initcourse.grading.errors import CourseError
from initcourse.grading.execution.fork_server import ForkedServer, ForkServer
from initcourse.grading.execution.preload import MODULES
from tests.support.cells import LIGHT
from tests.support.small_course import ROOT, until

PROBE = """
import gc, json, locale, logging, os, random, signal, sys, threading, warnings
import keras, matplotlib, matplotlib.pyplot as plt, numpy as np, pandas, seaborn, tensorflow as tf
from initcourse import checks, data, networks, plots, statistical_checks
own = {"MPLBACKEND", "TF2_BEHAVIOR", "TF_CPP_MIN_LOG_LEVEL", "HOME", "PATH", "LANG", "MARK"}
print("PROBE" + json.dumps({
    "path": sys.path, "cwd": os.getcwd(), "argv": [os.path.basename(sys.argv[0]), len(sys.argv)], "name": __name__,
    "names": sorted(n for n in dir() if not n.startswith("_") and n != "own"), "safe_path": sys.flags.safe_path,
    "backend": matplotlib.rcParams._get("backend"), "rc": {k: repr(v) for k, v in matplotlib.rcParams.items()},
    "figures": plt.get_fignums(), "numpy": [repr(np.get_printoptions()), repr(np.geterr())], "umask": os.umask(0o22),
    "keras": [keras.config.floatx(), keras.config.backend()], "eager": tf.executing_eagerly(),
    "signals": [repr(signal.getsignal(s)) for s in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD, signal.SIGUSR1)],
    "session": os.getsid(0) == os.getpid(), "locale": locale.setlocale(locale.LC_ALL), "gc": gc.get_threshold(),
    "log": [logging.getLogger().level, len(logging.getLogger().handlers)], "recursion": sys.getrecursionlimit(),
    "filters": sorted(map(repr, warnings.filters)), "env": {k: v for k, v in os.environ.items() if k in own},
    "main": threading.current_thread().name,
}))
"""


class Manager(AsyncKernelManager):
    """Starts its kernel from `fork_server`, with a `seed`; without one, as Jupyter ever does."""

    fork_server = Instance(ForkServer, allow_none=True)
    seed = Integer(None, allow_none=True)

    @property
    def kernel_spec(self):
        spec = super().kernel_spec
        name = "initcourse-forkserver" if self.fork_server else "local-provisioner"
        spec.metadata["kernel_provisioner"] = {"provisioner_name": name}
        return spec


@asynccontextmanager
async def kernel(server, seed=None, **options):
    """Start a kernel; yield its manager and a client that is ready."""
    manager = Manager(kernel_name="python3", fork_server=server, seed=seed)
    await manager.start_kernel(**options)
    client = manager.client()
    client.start_channels()
    await client.wait_for_ready(timeout=60)
    yield manager, client
    client.stop_channels()
    await manager.shutdown_kernel(now=True)


def run_warm(server, code, **options):
    """Run `code` in a new kernel; return what it printed."""
    heard = []

    def hear(message):
        content = message["content"]
        heard.append(
            content.get("text") or content.get("data", {}).get("text/plain") or "".join(content.get("traceback", ()))
        )

    async def run():
        async with kernel(server, **options) as (_, client):
            await client.execute_interactive(code, output_hook=hear, timeout=60)

    asyncio.run(run())
    return "".join(heard)


@pytest.fixture(scope="module")
def server():
    server = ForkServer(LIGHT)
    yield server
    server.close()


def fork(server, tmp_path):
    """Fork a kernel that nobody talks to."""
    return server.fork(["-f", str(tmp_path / "connection.json")], dict(os.environ), str(tmp_path))


@pytest.mark.slow
def test_a_forked_kernel_finds_what_a_fresh_one_finds(tmp_path):
    environment = os.environ | {"HOME": str(tmp_path), "MARK": "set by who starts it"}
    environment.pop("MPLBACKEND", None)
    fresh = run_warm(None, PROBE, cwd=str(tmp_path), env=environment)
    server = ForkServer(MODULES)
    forked = run_warm(server, PROBE, cwd=str(tmp_path), env=environment)
    server.close()
    expected, found = (json.loads(text.split("PROBE")[1]) for text in (fresh, forked))
    assert {key for key in expected if expected[key] != found[key]} == set()


def test_the_server_runs_no_tensorflow_operation():
    server = ForkServer(["initcourse.networks"])
    code = "from tensorflow.python.eager import context\nprint(context.context_safe() is None)"
    assert run_warm(server, code) == "True\n"
    server.close()


def test_a_seed_is_the_same_in_every_kernel_and_none_is_another_in_each(server):
    code = "import random, numpy as np\nprint(random.random(), np.random.rand())"
    assert run_warm(server, code, seed=3) == run_warm(server, code, seed=3)
    assert len({*run_warm(server, code).split(), *run_warm(server, code).split()}) == 4


@pytest.mark.slow
def test_keras_is_seeded_too():
    server = ForkServer(["initcourse.networks"])
    code = "import keras, numpy as np\nprint(keras.initializers.HeNormal()((3, 3)).numpy().sum(), np.random.rand())"
    assert run_warm(server, code, seed=3) == run_warm(server, code, seed=3)
    server.close()


def test_pictures_are_drawn_inline_and_the_magic_works(server):
    drawn = run_warm(server, "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nNone")
    assert "<Figure size" in drawn
    assert "<Figure size" in run_warm(server, "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);")


def test_a_kernel_keeps_no_history_file(server):
    assert run_warm(server, "x = 1\nprint(get_ipython().history_manager.enabled, len(In))") == "False 2\n"


def test_an_interrupt_stops_what_the_kernel_computes(server):
    async def interrupted():
        async with kernel(server) as (manager, client):
            client.execute("print('on', flush=True)\nwhile True:\n    pass")
            while (await client.get_iopub_msg(timeout=60))["content"].get("text") != "on\n":
                pass
            await manager.interrupt_kernel()
            return (await client.get_shell_msg(timeout=60))["content"]["ename"]

    assert asyncio.run(interrupted()) == "KeyboardInterrupt"


def test_the_exit_status_the_time_and_the_memory_of_a_kernel_are_told(server, tmp_path):
    process = fork(server, tmp_path)
    assert process.poll() is None
    process.kill()
    assert process.wait(60) == -signal.SIGKILL
    assert process.poll() == -signal.SIGKILL
    assert process.cpu > 0
    assert process.max_rss > 2**20
    assert asyncio.run(exit_status(server)) == 7


async def exit_status(server):
    async with kernel(server) as (manager, client):
        client.execute("import os; os._exit(7)")
        return manager.provisioner.process.wait(60)


def test_waiting_for_a_kernel_can_run_out(server, tmp_path):
    kernel = fork(server, tmp_path)
    with pytest.raises(subprocess.TimeoutExpired):
        kernel.wait(0.01)
    kernel.kill()


def test_what_a_kernel_left_running_is_killed_with_it(server):
    code = """
import subprocess, sys
sleeper = "import os, time; os.setsid(); print(os.getpid(), flush=True); time.sleep(600)"
daemon = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {sleeper!r}])"
for program in (sleeper, daemon):
    started = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    print(started.stdout.readline(), end="")
"""
    pids = [int(pid) for pid in run_warm(server, code).split()]
    assert len(pids) == 2
    assert not any(psutil.pid_exists(pid) for pid in pids)


def test_a_server_that_died_is_started_again(server, tmp_path):
    fork(server, tmp_path).kill()
    dead = server.pid
    os.kill(dead, signal.SIGKILL)
    psutil.wait_procs([psutil.Process(dead)] if psutil.pid_exists(dead) else [], timeout=60)
    kernel = fork(server, tmp_path)
    assert server.pid not in (None, dead)
    kernel.kill()


def test_a_kernel_whose_server_died_counts_as_killed(tmp_path):
    server = ForkServer(())
    kernel = fork(server, tmp_path)
    os.kill(server.pid, signal.SIGKILL)
    assert kernel.wait(60) == -signal.SIGKILL
    _, alive = psutil.wait_procs([psutil.Process(kernel.pid)] if psutil.pid_exists(kernel.pid) else [], timeout=60)
    assert alive == []
    server.close()


def test_server_and_kernels_end_with_a_killed_owner(tmp_path):
    code = f"""
import os, sys
from initcourse.grading.execution.fork_server import ForkServer
server = ForkServer(())
kernel = server.fork(["-f", {str(tmp_path / "connection.json")!r}], dict(os.environ), ".")
print(server.pid, kernel.pid, server._folder, flush=True)
sys.stdin.read()
"""
    owner = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    server, kernel, folder = owner.stdout.readline().split()
    processes = [psutil.Process(int(pid)) for pid in (server, kernel)]
    owner.kill()
    owner.communicate()
    _, alive = psutil.wait_procs(processes, timeout=60)
    assert alive == []
    assert not os.path.exists(folder)


def test_closing_a_server_ends_it_and_a_second_time_does_nothing(tmp_path):
    server = ForkServer(())
    server.start()
    process = psutil.Process(server.pid)
    server.close()
    server.close()
    assert server.pid is None
    assert not process.is_running()


def test_a_server_that_cannot_start_says_why(tmp_path):
    server = ForkServer(["no_such_module"])
    with pytest.raises(CourseError, match="does not start: ModuleNotFoundError: No module named 'no_such_module'"):
        fork(server, tmp_path)


def test_a_file_of_the_owners_folder_is_not_taken_for_a_module(tmp_path, monkeypatch):
    (tmp_path / "numpy.py").write_text("raise RuntimeError('shadowed')")
    monkeypatch.chdir(tmp_path)
    server = ForkServer(["numpy"])
    fork(server, tmp_path).kill()
    server.close()


def test_other_languages_start_their_kernels_as_ever(tmp_path):
    spec = tmp_path / "kernels/other"
    spec.mkdir(parents=True)
    argv = [sys.executable, "-c", "import time; time.sleep(600)", "{connection_file}"]
    (spec / "kernel.json").write_text(json.dumps({"argv": argv, "display_name": "Other", "language": "other"}))
    code = f"""
import asyncio, os
os.environ["JUPYTER_PATH"] = {str(tmp_path)!r}
os.environ["JUPYTER_DEFAULT_PROVISIONER_NAME"] = "initcourse-forkserver"
from jupyter_client.manager import AsyncKernelManager
async def main():
    manager = AsyncKernelManager(kernel_name="other")
    await manager.start_kernel()
    print(type(manager.provisioner).__name__, type(manager.provisioner.process).__name__)
    await manager.shutdown_kernel(now=True)
asyncio.run(main())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "ForkProvisioner Popen\n"


def test_grading_imports_no_tensorflow():
    code = (
        "import sys\n"
        "import initcourse.grading.class_run.run, initcourse.grading.execution.executors\n"
        "import initcourse.grading.class_run.report\n"
        "print({'tensorflow', 'keras', 'matplotlib.pyplot'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_a_server_can_be_forked_from_another_and_both_come_back_after_a_death(tmp_path):
    root = ForkServer(())
    slot = ForkedServer(root)
    fork(slot, tmp_path).kill()
    assert psutil.Process(slot.pid).ppid() == root.pid
    for victim in (slot.pid, root.pid):
        os.kill(victim, signal.SIGKILL)
        until(lambda: slot.pid is None)  # it dies with its root, but a moment later
        kernel = fork(slot, tmp_path)
        assert psutil.Process(kernel.pid).ppid() == slot.pid != victim
        kernel.kill()
    processes = [psutil.Process(pid) for pid in (slot.pid, root.pid)]
    root.close()
    assert psutil.wait_procs(processes, timeout=60)[1] == []
    with pytest.raises(CourseError, match="the fork server is closed"):
        fork(slot, tmp_path)


def test_a_server_that_still_imports_is_closed_at_once(tmp_path):
    (tmp_path / "endless.py").write_text("import sys, time\nprint('on', flush=True)\ntime.sleep(600)\n")
    server = ForkServer(["endless"], {"PYTHONPATH": str(tmp_path)})
    server.start()
    process, log = psutil.Process(server.pid), Path(server._folder) / "log"
    until(lambda: log.read_text() == "on\n")
    server.close()
    assert not process.is_running()
    assert server._process.returncode == -signal.SIGTERM
