"""nbgrader's own commands, exchange and formgrader work on the course folder as they are."""

import copy
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader import api
from nbgrader.apps.api import NbGraderAPI
from sqlalchemy import text

from initcourse.grading.authoring.release import write_release
from initcourse.grading.authoring.sample_class import hand_in
from initcourse.grading.course.gradebook import cell_scores
from initcourse.grading.course.nbgrader import Course
from initcourse.grading.sandbox.bubblewrap import HOME
from tests.support.small_course import DOUBLE, HALVE, RIGHT, ROOT, SMALL_MODULES, write_submission


def nbgrader(folder: Path, *args: str) -> None:
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "-m", "nbgrader", *args]
    result = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def solve(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.source = {"double": DOUBLE, "halve": HALVE}.get(cell.id, cell.source)
    nbformat.write(notebook, path)


@pytest.mark.slow
def test_an_assignment_goes_to_students_and_back_through_the_exchange(small_course, tmp_path):
    exchange, home = tmp_path / "exchange", tmp_path / "student"
    exchange.mkdir(mode=0o777)
    exchange.chmod(0o777)
    home.mkdir()
    config = (ROOT / "nbgrader_config.py").read_text() + f"\nc.Exchange.root = {str(exchange)!r}\n"
    for folder in (small_course, home):
        (folder / "nbgrader_config.py").write_text(config)
    nbgrader(small_course, "generate_assignment", "small")
    nbgrader(small_course, "release_assignment", "small")
    nbgrader(home, "fetch_assignment", "small")
    solve(home / "small/small.ipynb")
    nbgrader(home, "submit", "small")
    nbgrader(small_course, "collect", "small")
    nbgrader(small_course, "autograde", "small")
    nbgrader(small_course, "generate_feedback", "small")
    (student,) = [path.name for path in (small_course / "submitted").iterdir()]
    with Course(small_course).gradebook() as gradebook:
        scores = {score.grade_id: score.points for score in cell_scores(gradebook, "small", student)}
    assert scores == {"double-small": 4, "double-large": 8, "halve-values": 5, "why_two": 0}
    assert "twice 3" in (small_course / "feedback" / student / "small/small.html").read_text()


def test_formgrader_sees_the_release_and_its_points(small_course):
    write_release(small_course, ["small"])
    course = Course(small_course)
    (assignment,) = NbGraderAPI(coursedir=course.directory(), config=course.config).get_assignments()
    assert (assignment["name"], assignment["status"]) == ("small", "draft")
    assert (assignment["max_code_score"], assignment["max_written_score"]) == (17, 3)


@pytest.mark.slow
def test_nbgraders_own_autograde_puts_cells_right_and_says_so(small_course):
    config = (ROOT / "nbgrader_config.py").read_text()
    (small_course / "nbgrader_config.py").write_text(f"{config}\nc.Execute.modules = {list(SMALL_MODULES)}\n")
    write_release(small_course, ["small"])
    notebook = nbformat.reads(hand_in(small_course / "release/small/small.ipynb", RIGHT), 4)
    title, double, small, _, halve, values, why = notebook.cells
    small.metadata["nbgrader"]["points"] = 400
    notebook.cells = [title, halve, double, small, copy.deepcopy(small), values, why]
    write_submission(small_course, "ada", nbformat.writes(notebook))
    nbgrader(small_course, "autograde", "small")
    with Course(small_course).gradebook() as gradebook:
        scores = {score.grade_id: score.points for score in cell_scores(gradebook, "small", "ada")}
    assert scores == {"double-small": 4, "double-large": 8, "halve-values": 5, "why_two": None}
    notes = nbformat.read(small_course / "autograded/ada/small/small.ipynb", 4).cells[0].source.replace("\\", "")
    assert "double-small was there 2 times: the first counts" in notes
    assert "double-large was missing: it was put back as released" in notes
    assert "cells were in another order" in notes


def test_formgraders_button_grades_in_the_sandbox(small_course):
    config = (ROOT / "nbgrader_config.py").read_text()
    (small_course / "nbgrader_config.py").write_text(f"{config}\nc.Execute.modules = {list(SMALL_MODULES)}\n")
    write_release(small_course, ["small"])
    where = "import os, sys\nprint(os.getcwd(), 'initcourse.grading.execution.worker.student' in sys.modules)\n"
    content = hand_in(small_course / "release/small/small.ipynb", {"double": where + DOUBLE, "halve": HALVE})
    write_submission(small_course, "ada", content)
    course = Course(small_course)
    result = NbGraderAPI(coursedir=course.directory(), config=course.config).autograde("small", "ada")
    assert result["success"], result["log"]
    with course.gradebook() as gradebook:
        assert {score.points for score in cell_scores(gradebook, "small", "ada")} == {4, 8, 5, None}
    graded = nbformat.read(small_course / "autograded/ada/small/small.ipynb", 4)
    assert graded.cells[1].outputs[0].text == f"{HOME} True\n"


def test_a_new_gradebook_has_the_version_that_nbgrader_gives_it_and_no_program_is_started(small_course, monkeypatch):
    programs = Path(sys.executable).parent
    monkeypatch.setenv("PATH", "")
    with Course(small_course).gradebook() as gradebook:
        version = gradebook.db.execute(text("select version_num from alembic_version")).scalar()
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.defpath}")
    assert version == api.get_alembic_version()
