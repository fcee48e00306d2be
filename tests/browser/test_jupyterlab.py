"""The first assignment in JupyterLab, in a real browser: unsolved, wrong, right."""

import re
import shutil

import pytest

from tests.support.small_course import ROOT

pytestmark = pytest.mark.slow

NAME = "01_variance"

RIGHT = """def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 1 or n_out < 1 or gain <= 0:
        raise ValueError("fans start at 1 and the gain is positive")
    return 2 * gain**2 / (n_in + n_out)"""

STD = RIGHT.replace("2 * gain**2 / (n_in + n_out)", "(2 * gain**2 / (n_in + n_out)) ** 0.5")

CHECKS = ("# the variance without a gain", "# what a gain of 3 changes", "# the smallest layer is allowed")


@pytest.fixture(scope="module")
def notebook(lab):
    shutil.copytree(ROOT / "release" / NAME, lab.work / NAME)
    lab.open(f"{NAME}/{NAME}.ipynb")
    return lab


def test_run_all_goes_through_an_unsolved_notebook_and_each_failure_is_short(notebook):
    notebook.run_all()
    prompts = [cell.locator(".jp-InputPrompt").inner_text() for cell in notebook.code_cells]
    assert len(prompts) > 30
    assert [prompt for prompt in prompts if not re.fullmatch(r"\[\d+\]:", prompt.strip())] == []
    *shown, report = [notebook.output(cell) for cell in notebook.code_cells]
    assert "0 of 17 points from checks" in report
    errors = [text for text in shown if "Error" in text or "not written" in text or "waits for" in text]
    assert len(errors) > 10
    assert [text for text in errors if len(text.splitlines()) > 12] == []
    assert notebook.output(notebook.cell(CHECKS[0])).startswith("1.1 is not written yet: put your code in the place")


def test_a_wrong_answer_reads_the_facts_then_the_hint_and_a_right_one_the_yes(notebook):
    answer, values = notebook.cell("def xavier_variance"), notebook.cell(CHECKS[0])
    notebook.write(answer, STD)
    notebook.run(answer)
    first = notebook.run(values)
    assert "xavier_variance(784, 512) returned 0.0392837." in first
    assert "Expected 0.00154321 (Glorot & Bengio 2010, eq. 12)." in first
    assert "Hint:" not in first
    assert "Hint: this is the standard deviation; the function returns the variance." in notebook.run(values)
    notebook.write(answer, RIGHT)
    notebook.run(answer)
    assert notebook.run(values).strip() == "1.1 values: passed (1 point)"
    shown = [notebook.run(notebook.cell(check)) for check in CHECKS[1:]]
    assert shown[-1].strip().splitlines() == ["1.1 errors: passed (1 point)", "3 of 17 points from checks; next: 1.2"]


def test_ready_tells_exercise_by_exercise_what_is_left(notebook):
    notebook.save()
    shown = notebook.run(notebook.cell("from initcourse.ready import ready"), minutes=4)
    assert re.search(r"1\.1 .*3 of 3 .*passed", shown), shown
    assert re.search(r"1\.2 .*not written", shown), shown
    assert "written answer empty" in shown
    assert "Hidden tests with other inputs follow when it is graded." in shown
