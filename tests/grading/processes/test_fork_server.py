"""The fork server: processes as fresh as a new kernel, and nothing left when they or their owner are gone."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
import pytest
from jupyter_client.manager import AsyncKernelManager

from initcourse.grading.errors import CourseError
from initcourse.grading.execution.cell_process import RUN_CELLS
from initcourse.grading.execution.preload import cell_server
from initcourse.grading.processes.fork_server import ForkedServer, ForkServer, _request_process
from initcourse.grading.processes.messages import ForkListener, ForkProgram
from tests.support.cells import LIGHT
from tests.support.sandboxed import Student
from tests.support.small_course import until

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


def run_fresh(code, **options):
    """Run `code` in a new kernel that Jupyter starts; return what it printed."""
    heard = []

    async def run():
        manager = AsyncKernelManager(kernel_name="python3")
        await manager.start_kernel(**options)
        client = manager.client()
        client.start_channels()
        await client.wait_for_ready(timeout=60)
        await client.execute_interactive(
            code, output_hook=lambda message: heard.append(message["content"].get("text", "")), timeout=60
        )
        client.stop_channels()
        await manager.shutdown_kernel(now=True)

    asyncio.run(run())
    return "".join(heard)


@contextmanager
def forked(server, folder, env=None, seed=None):
    """Fork a process that runs cells."""
    process, connection = server.fork(RUN_CELLS, env or os.environ, str(folder), seed)
    with connection:
        yield Student(process, connection)
        process.kill()
        process.wait(60)


def run_warm(server, code, folder=".", **options):
    """Run `code` in a new process of the server's; return what it printed."""
    with forked(server, folder, **options) as there:
        return there.run(code)


@pytest.fixture(scope="module")
def server():
    server = cell_server(LIGHT)
    yield server
    server.close()


@pytest.fixture
def fork():
    """Return a function that forks a process which nobody talks to; it is killed after the test."""
    with ExitStack() as ended:

        def fork(server, folder):
            process, connection = server.fork(RUN_CELLS, os.environ, str(folder), None)
            ended.enter_context(connection)
            ended.callback(process.close)
            return process

        yield fork


@pytest.mark.slow
def test_a_forked_process_finds_what_a_fresh_kernel_finds(tmp_path):
    environment = os.environ | {"HOME": str(tmp_path), "MARK": "set by who starts it"}
    environment.pop("MPLBACKEND", None)
    fresh = run_fresh(PROBE, cwd=str(tmp_path), env=environment)
    server = cell_server()
    warm = run_warm(server, PROBE, tmp_path, env=environment)
    server.close()
    expected, found = (json.loads(text.split("PROBE")[1]) for text in (fresh, warm))
    assert {key for key in expected if expected[key] != found[key]} == {"gc"}  # see `cell_runner.GC_THRESHOLDS`


@pytest.mark.slow
def test_the_server_runs_no_tensorflow_operation():
    server = cell_server(["initcourse.networks"])
    code = "from tensorflow.python.eager import context\nprint(context.context_safe() is None)"
    assert run_warm(server, code) == "True\n"
    server.close()


def test_a_seed_is_the_same_in_every_process_and_none_is_another_in_each(server):
    code = "import random, numpy as np\nprint(random.random(), np.random.rand())"
    assert run_warm(server, code, seed=3) == run_warm(server, code, seed=3)
    assert len({*run_warm(server, code).split(), *run_warm(server, code).split()}) == 4


@pytest.mark.slow
def test_keras_is_seeded_too():
    server = cell_server(["initcourse.networks"])
    code = "import keras, numpy as np\nprint(keras.initializers.HeNormal()((3, 3)).numpy().sum(), np.random.rand())"
    assert run_warm(server, code, seed=3) == run_warm(server, code, seed=3)
    server.close()


def test_a_process_keeps_no_history_file(server):
    assert run_warm(server, "x = 1\nprint(get_ipython().history_manager.enabled, len(In))") == "False 2\n"


def test_an_interrupt_stops_what_the_process_computes(server, tmp_path):
    with forked(server, tmp_path) as there:
        there.send("print('on', flush=True)\nwhile True:\n    pass")
        assert there.hear_line() == "on\n"
        there.process.send_signal(signal.SIGINT)
        assert "KeyboardInterrupt" in there.hear()
        assert there.run("print('still here')") == "still here\n"


def test_the_exit_status_the_time_and_the_memory_of_a_process_are_known(server, tmp_path, fork):
    process = fork(server, tmp_path)
    assert process.poll() is None
    process.kill()
    assert process.wait(60) == -signal.SIGKILL
    assert process.poll() == -signal.SIGKILL
    assert process.ended.cpu > 0
    assert process.ended.max_rss > 2**20
    with forked(server, tmp_path) as there:
        there.send("import os; os._exit(7)")
        assert there.process.wait(60) == 7


def test_waiting_for_a_process_can_run_out(server, tmp_path, fork):
    process = fork(server, tmp_path)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.01)
    process.kill()


def test_what_a_process_left_running_is_killed_with_it(server):
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


def test_a_server_that_died_is_started_again(server, tmp_path, fork):
    fork(server, tmp_path).kill()
    dead = server.pid
    os.kill(dead, signal.SIGKILL)
    psutil.wait_procs([psutil.Process(dead)] if psutil.pid_exists(dead) else [], timeout=60)
    process = fork(server, tmp_path)
    assert server.pid not in (None, dead)
    process.kill()


@pytest.mark.parametrize("forked", [False, True])
def test_a_server_that_lives_and_cannot_be_reached_is_replaced(tmp_path, fork, forked):
    root = cell_server(())
    server = ForkedServer(root) if forked else root
    fork(server, tmp_path).kill()
    lost = server.pid
    shutil.rmtree(server.folder)
    process = fork(server, tmp_path)
    assert server.pid not in (None, lost)
    process.kill()
    server.close()
    root.close()


def test_a_process_whose_server_died_counts_as_killed(tmp_path, fork):
    server = cell_server(())
    process = fork(server, tmp_path)
    os.kill(server.pid, signal.SIGKILL)
    assert process.wait(60) == -signal.SIGKILL
    _, alive = psutil.wait_procs([psutil.Process(process.pid)] if psutil.pid_exists(process.pid) else [], timeout=60)
    assert alive == []
    server.close()


@pytest.mark.slow
def test_server_and_processes_end_with_a_killed_owner(tmp_path):
    code = f"""
import os, sys
from initcourse.grading.execution.cell_process import RUN_CELLS
from initcourse.grading.execution.preload import cell_server
server = cell_server(())
process, connection = server.fork(RUN_CELLS, os.environ, {str(tmp_path)!r}, None)
print(server.pid, process.pid, server.folder, flush=True)
sys.stdin.read()
"""
    owner = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    server, process, folder = owner.stdout.readline().split()
    processes = [psutil.Process(int(pid)) for pid in (server, process)]
    owner.kill()
    owner.communicate()
    _, alive = psutil.wait_procs(processes, timeout=60)
    assert alive == []
    assert not os.path.exists(folder)


def test_closing_a_server_ends_it_and_a_second_time_does_nothing():
    server = cell_server(())
    server.start()
    process = psutil.Process(server.pid)
    server.close()
    server.close()
    assert server.pid is None
    assert not process.is_running()


def test_a_server_that_cannot_start_says_why(tmp_path, fork):
    server = ForkServer(["no_such_module"])
    with pytest.raises(CourseError, match="does not start: ModuleNotFoundError: No module named 'no_such_module'"):
        fork(server, tmp_path)


def test_a_process_that_cannot_begin_says_why_and_its_server_lives_on(tmp_path, fork):
    server = cell_server(())
    fork(server, tmp_path).kill()
    pid = server.pid
    with pytest.raises(CourseError, match="cannot be started: FileNotFoundError: .*No such file or directory"):
        _request_process(Path(server.folder), ForkListener(address=str(tmp_path / "missing/socket")), None)
    with pytest.raises(CourseError, match="cannot be started: it ended at once, with status"):
        _request_process(Path(server.folder), ForkProgram(program="", environment={}, folder="/"), None)
    fork(server, tmp_path).kill()
    assert server.pid == pid
    server.close()


def test_a_file_of_the_owners_folder_is_not_taken_for_a_module(tmp_path, monkeypatch, fork):
    (tmp_path / "numpy.py").write_text("raise RuntimeError('shadowed')")
    monkeypatch.chdir(tmp_path)
    server = cell_server(["numpy"])
    fork(server, tmp_path).kill()
    server.close()


@pytest.mark.slow
def test_grading_imports_no_tensorflow():
    code = (
        "import sys\n"
        "import initcourse.grading.class_run.run, initcourse.grading.execution.executors\n"
        "import initcourse.grading.class_run.report\n"
        "print({'tensorflow', 'keras', 'matplotlib.pyplot'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_a_server_can_be_forked_from_another_and_both_come_back_after_a_death(tmp_path, fork):
    root = cell_server(())
    slot = ForkedServer(root)
    fork(slot, tmp_path).kill()
    assert psutil.Process(slot.pid).ppid() == root.pid
    for victim in (slot.pid, root.pid):
        os.kill(victim, signal.SIGKILL)
        until(lambda: slot.pid is None)  # it dies with its root, but a moment later
        process = fork(slot, tmp_path)
        assert psutil.Process(process.pid).ppid() == slot.pid != victim
        process.kill()
    processes = [psutil.Process(pid) for pid in (slot.pid, root.pid)]
    root.close()
    assert psutil.wait_procs(processes, timeout=60)[1] == []
    with pytest.raises(CourseError, match="the fork server is closed"):
        fork(slot, tmp_path)


def test_a_server_that_still_imports_is_closed_at_once(tmp_path):
    (tmp_path / "endless.py").write_text("import sys, time\nprint('on', flush=True)\ntime.sleep(600)\n")
    server = ForkServer(["endless"], {"PYTHONPATH": str(tmp_path)})
    server.start()
    process = psutil.Process(server.pid)
    until(lambda: server.log == "on\n")
    server.close()
    assert not process.is_running()
