"""What a forked kernel makes of cells is what IPython makes of them in a fresh one."""

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.course.folder import assignment_names
from initcourse.grading.execution.worker.startup import plain_python_first
from tests.support.cells import printed, run_cells
from tests.support.small_course import ROOT

CELLS = [
    "x = 1",
    "\n\n  x = 1",
    "    indented()\n    twice()",
    "%timeit x",
    "%%time\nx = 1",
    "!ls {x}",
    "files = !ls",
    "x = %who",
    "len?",
    ">>> x = 1\n>>> y = 2",
    "In [1]: x = 1",
    "$ broken (",
    "await f()",
    "",
    "# only a comment",
    "s = '%time !ls ?'",
    'text = """\n%matplotlib\n!ls\n"""\n',
    "x = 5 % 3\n!ls",
    "\x00",
    "a = b = 3;",
]


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_is_transformed_as_ipython_transforms_it(cell):
    assert plain_python_first().transform_cell(cell) == TransformerManager().transform_cell(cell)


@pytest.mark.parametrize("name", assignment_names(ROOT))
def test_the_cells_of_the_course_are_transformed_as_ipython_transforms_them(name):
    ours, theirs = plain_python_first(), TransformerManager()
    for cell in read_assignment(ROOT, name).notebook.cells:
        if cell.cell_type == "code":
            assert ours.transform_cell(cell.source) == theirs.transform_cell(cell.source)


def test_magics_shell_and_await_work():
    executed = run_cells(
        "%who", "!echo shell", "import asyncio\nprint(await asyncio.sleep(0, 'awaited'))", "x = !echo a\nx"
    )
    assert printed(executed)[1].strip() == "shell"
    assert printed(executed)[2:] == ["awaited\n", ""]


def test_a_warning_of_the_compiler_is_told_as_often_as_in_a_fresh_kernel():
    (told,) = printed(run_cells("text = '\\d'\nprint(1 is 1)"))
    assert told.count("SyntaxWarning") == 3  # as IPython, which compiles a cell that often
    assert "True" in told
