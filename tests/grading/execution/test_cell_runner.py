"""What the runner makes of a cell is what a Jupyter kernel makes of it: outputs, errors, counts."""

import json
import re

import nbformat
import pytest
from nbgrader.preprocessors import Execute

from tests.support.cells import outputs, printed, run_cells

CELLS = [
    "x = 5",
    "x",
    "print('a', end=''); print('b'); x + 1",
    "import sys\nprint('out'); print('err', file=sys.stderr)",
    "!echo piped",
    "1 / 0",
    "def broken(:",
    "raise SystemExit(3)",
    "raise KeyboardInterrupt('by hand')",
    "input('name? ')",
    "import warnings; warnings.warn('careful')",
    "from IPython.display import HTML, Markdown, clear_output, display, update_display\ndisplay(HTML('<b>x</b>'))",
    "display(Markdown('*a*'), display_id='one'); print('between'); update_display(Markdown('*b*'), display_id='one')",
    "print('gone'); clear_output(); print('stays')",
    "print('gone'); clear_output(wait=True); print('stays')",
    "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nNone",
    "plt.figure(); plt.plot([2, 1]); plt.show(); print('after')",
    "%%capture told\nprint('captured')",
    "told.stdout",
    "class Odd:\n    def __repr__(self): raise ValueError('no repr')\nOdd()",
    "class Nice:\n    def _repr_html_(self): return '<i>nice</i>'\nNice()",
    "import asyncio\nawait asyncio.sleep(0)\n'awaited'",
    "kept = asyncio.sleep(0); asyncio.run(kept)",
    "async def later():\n    await asyncio.sleep(0)\n    print('later')\nawait asyncio.create_task(later())",
    "import threading\nthread = threading.Thread(target=print, args=('thread',)); thread.start(); thread.join()",
    "import sys; sys.displayhook(7)",
    "get_ipython().__class__.__name__, 'IPKernelApp' in get_ipython().config, __name__, sys.stdout.isatty()",
    "sys.stdout.write(5)",
    "sys.stdout.encoding, sys.stderr.writable()",
    "undefined?",
    "%no_such_magic",
    "get_ipython().run_cell('print(1)\\n2') and None",
    "Out[2], _, In[1]",
    "x;",
    "'last'",
]


class OrdinaryExecute(Execute):
    """nbgrader's own, with a kernel that Jupyter starts as ever."""

    def create_kernel_manager(self):
        manager = super().create_kernel_manager()
        manager.kernel_spec.metadata["kernel_provisioner"] = {"provisioner_name": "local-provisioner"}
        return manager


def in_nbgrader(cells):
    """Return the outputs and the count of each cell."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTEST_CURRENT_TEST")  # with it, ipykernel lets file descriptors 1 and 2 go
        OrdinaryExecute(kernel_name="python3").preprocess(notebook, {})
    return [plain(cell.outputs) for cell in notebook.cells], [cell.execution_count for cell in notebook.cells]


def plain(cell_outputs):
    """Return outputs as text to compare: streams by name, without addresses, colours and pictures' bytes."""
    streams, rest = {"stdout": "", "stderr": ""}, []
    for output in cell_outputs:
        if output.output_type == "stream":
            streams[output.name] += output.text
        else:
            rest.append(json.loads(json.dumps(output)))
            rest[-1]["traceback"] = output.get("traceback", [])[-1:]  # frames above it are inside of what runs the cell
    text = json.dumps([streams, rest], sort_keys=True)
    text = re.sub(r'"image/png": "[^"]+"', '"image/png"', text)
    return re.sub(r"\b0x[0-9a-f]{6,}|/tmp/[\w/.-]+|File [^ ]+|\\u001b\[[\d;]*m", "", text)


@pytest.fixture(scope="module")
def both():
    expected, counts = in_nbgrader(CELLS)
    executed = run_cells(*CELLS)
    found = [plain(own) for own in outputs(executed)]
    numbers = [cell.execution_count for cell in nbformat.from_dict(json.loads(executed.notebook)).cells]
    return expected, found, counts, numbers


@pytest.mark.parametrize("number", range(len(CELLS)), ids=[cell.split("\n")[0][:40] for cell in CELLS])
@pytest.mark.slow
def test_a_cell_gives_what_it_gives_in_jupyter(both, number):
    expected, found, _, _ = both
    assert found[number] == expected[number]


@pytest.mark.slow
def test_cells_are_counted_as_in_jupyter(both):
    _, _, counts, numbers = both
    assert numbers == counts


def test_what_is_written_past_pythons_streams_belongs_to_its_cell():
    """Jupyter hands it over when it comes, sometimes with the next cell."""
    executed = run_cells(
        "import os; os.write(1, b'native\\n') and None",
        "import subprocess; subprocess.run(['echo', 'child']) and None",
        "pid = os.fork()\nif pid == 0:\n    print('fork', flush=True); os._exit(0)\nos.waitpid(pid, 0) and None",
        "os.write(2, b'to stderr') and None",
    )
    assert printed(executed) == ["native\n", "child\n", "fork\n", "to stderr"]
    assert outputs(executed)[3][0].name == "stderr"


@pytest.mark.parametrize("end", ["exit()", "quit()", "exit", "quit(0)", "get_ipython().ask_exit()"])
def test_whoever_ends_the_notebook_is_told_that_it_goes_on(end):
    executed = run_cells(end, "print(1)")
    assert printed(executed) == ["exit() and quit() end nothing while a notebook is graded\n", "1\n"]
    assert executed.failures == {}
