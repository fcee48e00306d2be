"""Run cells as grading does: what is seen of one hand-in by the next, what is left out, and what goes wrong."""

import json
import os

import nbformat
import pytest

from initcourse.grading import UNUSED
from initcourse.grading.execution.outputs import CUT_OFF, MAX_CELL_OUTPUT, MAX_NOTEBOOK_OUTPUT
from initcourse.grading.submission.canonical import LINE_COST
from tests.support.cells import outputs, printed, run_cells

VANDAL = """
import builtins, json, os, random, subprocess, sys, tempfile, threading, time
import numpy as np, matplotlib, matplotlib.pyplot as plt
secret = "a global"
np.secret = np.trace = builtins.secret = os.secret = "patched"
sys.modules["secret_module"] = sys
sys.path.insert(0, "/secret")
os.environ["SECRET"] = os.environ["PATH"] = "set"
random.seed(1); np.random.seed(1)
open("secret.txt", "w").write("x")
open(os.path.join(tempfile.gettempdir(), "secret.txt"), "w").write("x")
open(os.path.expanduser("~/secret.txt"), "w").write("x")
os.makedirs(os.path.expanduser("~/profile_default/startup"), exist_ok=True)
open(os.path.expanduser("~/profile_default/startup/secret.py"), "w").write("from_startup = 1")
os.mkdir("sub"); os.chdir("sub"); os.umask(0)
plt.figure(); matplotlib.rcParams["lines.linewidth"] = 77
np.set_printoptions(precision=1); np.seterr(all="raise")
get_ipython().events.register("pre_run_cell", lambda *_: print("still here"))
threading.Thread(target=time.sleep, args=(600,), daemon=True, name="secret").start()
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", "secret"], start_new_session=True)
print(os.getpid(), os.path.expanduser("~"), tempfile.gettempdir())
"""

VICTIM = """
import builtins, json, os, random, sys, tempfile, threading
import numpy as np, matplotlib, matplotlib.pyplot as plt
import psutil
places = [".", "..", os.path.expanduser("~"), tempfile.gettempdir()]
def is_stray(process):
    try:
        return process.cmdline()[-1:] == ["secret"]
    except psutil.Error:
        return False
found = {
    "globals": "secret" in globals() or hasattr(builtins, "secret") or "from_startup" in globals(),
    "modules": hasattr(np, "secret") or hasattr(os, "secret") or "secret_module" in sys.modules,
    "patched": np.trace == "patched",
    "environment": "SECRET" in os.environ or os.environ["PATH"] == "set",
    "files": any("secret.txt" in os.listdir(place) for place in places),
    "cwd": os.listdir(".") != [] or os.getcwd().endswith("sub") or os.umask(0o22) == 0,
    "path": "/secret" in sys.path,
    "figures": plt.get_fignums() != [] or matplotlib.rcParams["lines.linewidth"] == 77,
    "numpy": np.get_printoptions()["precision"] == 1 or np.geterr()["divide"] == "raise",
    "threads": any(thread.name == "secret" for thread in threading.enumerate()),
    "processes": any(map(is_stray, psutil.process_iter())),
    "seeds": [random.random(), np.random.rand()],
}
print(json.dumps(found))
"""


@pytest.mark.parametrize("sandbox", [True, False])
def test_nothing_of_one_hand_in_is_seen_by_the_next(sandbox):
    before = json.loads(printed(run_cells(VICTIM, sandbox=sandbox))[0])
    _, home, temporary = printed(run_cells(VANDAL, sandbox=sandbox))[0].split()
    after = json.loads(printed(run_cells(VICTIM, sandbox=sandbox))[0])
    assert after == before
    assert [name for name, seen in after.items() if seen and name != "seeds"] == []
    assert not os.path.exists(home)
    assert sandbox or not os.path.exists(temporary)


def test_the_vandal_would_be_noticed_in_its_own_kernel():
    found = json.loads(printed(run_cells(VANDAL, VICTIM))[1].removeprefix("still here\n"))
    assert [name for name, seen in found.items() if not seen] == []


def test_cells_run_in_order_with_counts_and_outputs_as_in_jupyter():
    executed = run_cells("x = 2", "x + 1", "print('a')\nprint('b')", "1 / 0", "import sys; print('e', file=sys.stderr)")
    assert printed(executed) == ["", "", "a\nb\n", "ZeroDivisionError", "e\n"]
    assert outputs(executed)[1][0].data["text/plain"] == "3"
    notebook = nbformat.from_dict(json.loads(executed.notebook))
    assert [cell.execution_count for cell in notebook.cells] == [1, 2, 3, 4, 5]
    assert notebook.metadata.language_info.name == "python"
    assert executed.failures == {}


def test_cells_that_are_left_out_are_not_run():
    assert printed(run_cells("x = 1", "x = 2", "print(x)", skipped=[1])) == ["", "", "1\n"]


def test_files_beside_the_notebook_are_there_and_a_module_can_be_imported():
    files = {"own.py": b"value = 5", "data/table.csv": b"1,2"}
    assert printed(run_cells("import own; print(own.value, open('data/table.csv').read())", files=files)) == ["5 1,2\n"]


def test_every_submission_has_the_same_seeds_and_the_course_may_choose_them():
    cell = "import random, numpy as np; print(random.random(), np.random.rand())"
    assert printed(run_cells(cell)) == printed(run_cells(cell)) != printed(run_cells(cell, seed=1))


def test_a_student_can_import_what_the_grader_does_without():
    assert printed(run_cells(f"import {UNUSED}; print({UNUSED}.__name__)")) == [f"{UNUSED}\n"]


def test_a_cell_out_of_time_is_stopped_and_the_next_goes_on():
    executed = run_cells("x = 1", "while True:\n    pass", "print(x)", timeout=1)
    assert printed(executed) == ["", "KeyboardInterruptCellTimeoutError", "1\n"]
    assert executed.failures == {"cell1": "timed out"}


def test_a_cell_that_only_shows_something_has_longer_until_one_was_out_of_time():
    patient = "import time\ntime.sleep(3)\nprint('shown')"
    executed = run_cells(patient, "while True:\n    pass", patient, shown=(0, 2), timeout=1)
    assert printed(executed) == ["shown\n", "KeyboardInterruptCellTimeoutError", "KeyboardInterruptCellTimeoutError"]


def test_a_cell_that_cannot_be_stopped_costs_itself_alone(monkeypatch):
    monkeypatch.setattr("initcourse.grading.execution.cell_process.GRACE_SECONDS", 0.5)
    stubborn = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True:\n    pass"
    executed = run_cells("x = 1\nprint(x)", stubborn, "print(x + 1)", timeout=1)
    assert printed(executed) == ["1\n", "CellTimeoutError", "2\n"]
    assert executed.failures == {"cell1": "timed out"}


def test_a_notebook_whose_time_is_up_runs_nothing_more():
    executed = run_cells("import time\ntime.sleep(60)", "print(2)", notebook_timeout=1)
    assert printed(executed) == ["KeyboardInterruptCellTimeoutError", "CellTimeoutError"]
    assert executed.failures == {"cell0": "timed out", "cell1": "timed out"}


def test_a_notebook_that_uses_up_its_processes_runs_nothing_more():
    executed = run_cells(*["import os; os._exit(3)"] * 12, "print(2)")
    assert printed(executed) == ["DeadKernelError"] * 13


def test_a_cell_that_never_stops_printing_is_stopped():
    executed = run_cells("x = 1", "while True:\n    print('y' * 1000)", "print(x)", timeout=1)
    first, flood, last = outputs(executed)
    assert executed.failures == {"cell1": "timed out"}
    assert 0 < len(flood[0].text) < 1.01 * MAX_CELL_OUTPUT
    assert [output.ename for output in flood[1:]] == ["KeyboardInterrupt", "CellTimeoutError"]
    assert (first, last[0].text) == ([], "1\n")


def test_a_cell_that_prints_much_keeps_what_there_is_room_for():
    ((flood,),) = outputs(run_cells("for _ in range(8_000):\n    print('y' * 1000)"))
    assert flood.text.count("y") == pytest.approx(MAX_CELL_OUTPUT * 1000 / (1002 + LINE_COST), rel=0.02)
    assert flood.text.endswith(f"{CUT_OFF}\n")


def test_one_endless_line_is_cut_off():
    executed = run_cells("print('y' * 20_000_000)", "1")
    assert len(outputs(executed)[0][0].text) < 1.01 * MAX_CELL_OUTPUT
    assert executed.failures == {}


def test_all_cells_together_have_a_limit_too():
    executed = run_cells(*["print('y' * 4_900_000)"] * 6, "print('z')")
    kept = sum(len(text) for text in printed(executed))
    assert 4 * 4_900_000 < kept < 1.01 * MAX_NOTEBOOK_OUTPUT


@pytest.mark.parametrize("forged", ["{}", "[]", "nonsense", '{"msg_type": "stream"}', '{"msg_type": 1, "content": 2}'])
def test_a_process_that_talks_nonsense_counts_as_dead_and_stops_nothing(forged):
    code = f"""
import os
for descriptor in os.listdir("/proc/self/fd"):
    if os.path.lexists(path := f"/proc/self/fd/{{descriptor}}") and os.readlink(path).startswith("socket:"):
        os.write(int(descriptor), {forged!r}.encode() + b"\\n")
"""
    executed = run_cells("print(1)", code, "print(2)")
    assert printed(executed) == ["1\n", "DeadKernelError", "2\n"]


def test_a_kernel_that_dies_costs_the_cell_in_which_it_did():
    executed = run_cells("x = 1\nprint(x)", "import os; os._exit(3)", "print(x + 1)")
    assert printed(executed) == ["1\n", "DeadKernelError", "2\n"]
    assert executed.failures == {"cell1": "kernel died"}


def test_a_notebook_whose_server_is_killed_is_run_once_more(tmp_path):
    code = f"""
import os, pathlib, signal
mark = pathlib.Path({str(tmp_path / "seen")!r})
if not mark.exists():
    mark.write_text("x")
    os.kill(os.getppid(), signal.SIGKILL)
print("second time")
"""
    executed = run_cells(code, sandbox=False)
    assert printed(executed) == ["second time\n"]
    assert executed.failures == {}


def test_a_notebook_that_kills_its_server_every_time_is_its_own_trouble():
    killer = "import os, signal, time; os.kill(os.getppid(), signal.SIGKILL); time.sleep(600)"
    executed = run_cells("print(1)", killer, sandbox=False)
    assert printed(executed) == ["1\n", "DeadKernelError"]
    assert executed.failures == {"cell1": "kernel died"}


def test_what_a_notebook_costs_is_told():
    executed = run_cells("x = sum(i * i for i in range(3_000_000))")
    assert executed.cpu > 0.05
    assert executed.seconds > 0.05
    assert executed.max_rss > 10 * 2**20
