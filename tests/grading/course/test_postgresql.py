"""The gradebook on a PostgreSQL server, which is started here and used by nobody else."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from initcourse.cli import app
from initcourse.grading.course.nbgrader import Course
from tests.support.small_course import counts, gradebook_contents, small_notebook, write_small_class, write_source

PROGRAMS = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None, key=lambda path: float(path.parent.name))

pytestmark = [
    pytest.mark.skipif(PROGRAMS is None, reason="PostgreSQL is not installed: apt-get install postgresql"),
    pytest.mark.slow,
]

CONFIG = "c.CourseDirectory.course_id = 'small'\nc.LateSubmissionPlugin.penalty_method = 'zero'\n"
"""PostgreSQL, unlike SQLite, insists on a course that assignments belong to."""


@pytest.fixture(scope="module")
def server():
    """Start a server that is reached through a Unix socket only; return the folder of the socket."""
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # a socket's path has 107 bytes at most
    as_user = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]
    data, options = folder / "data", f"-k {folder} -h '' -F"

    def run(program, *arguments):
        command = [*as_user, PROGRAMS / program, *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder)

    try:
        run("initdb", "--pgdata", data, "--username", "course", "--auth", "trust", "--no-sync", "--encoding", "UTF8")
        run("pg_ctl", "start", "--wait", "--pgdata", data, "--options", options, "--log", folder / "log")
        try:
            yield folder
        finally:
            run("pg_ctl", "stop", "--wait", "--pgdata", data, "--mode", "immediate")
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def courses(server, tmp_path_factory):
    """Grade one class into SQLite and into PostgreSQL; return both course folders and what `grade` said."""
    subprocess.run([PROGRAMS / "createdb", "-h", server, "-U", "course", "gradebook"], check=True)
    url = f"c.CourseDirectory.db_url = 'postgresql+psycopg://course@/gradebook?host={server}'\n"
    said = {}
    for database, config in {"SQLite": "", "PostgreSQL": url}.items():
        root = tmp_path_factory.mktemp(database)
        write_source(root, small_notebook())
        write_small_class(root, CONFIG + config)
        with Course(root).gradebook() as gradebook:
            gradebook.update_or_create_assignment("small", duedate="2020-01-01 00:00:00 UTC")
        said[root] = grade(root)
    return said


def grade(root, *options):
    result = CliRunner().invoke(app, ["grade", "--jobs", "1", "--course", str(root), *options])
    assert result.exit_code == 1  # for the broken hand-in
    return result.output


def test_the_gradebook_is_where_the_configuration_says(courses):
    sqlite, postgresql = courses
    assert (sqlite / "gradebook.db").exists()
    assert not (postgresql / "gradebook.db").exists()


def test_both_databases_hold_the_same_of_every_cell(courses):
    sqlite, postgresql = map(gradebook_contents, courses)
    assert sqlite == postgresql
    assert sqlite["right", "small", "", "penalty"] == (None, 17)
    assert sqlite["late", "small", "", "penalty"] == (17, 17)
    assert sqlite["late", "small", "", "time"][1] == 90_245.6
    assert sqlite["punctual", "small", "", "penalty"] == (None, 17)
    assert sqlite["wrong", "small", "double-small", "score"] == (4, None, False)
    assert sqlite["blank", "small", "why_two", "comment"] == ("No response.", None)
    assert sqlite["broken", "small", "double-small", "score"] == (None, None, True)


def test_both_databases_have_the_same_number_of_rows(courses):
    sqlite, postgresql = map(counts, courses)
    assert sqlite == postgresql
    assert sqlite["submitted_assignment"] == 6


def test_what_is_graded_is_not_graded_again(courses):
    for root in courses:
        assert grade(root).count("graded before") == 4
        assert grade(root).count("not attempted before") == 1


def test_grading_again_keeps_what_a_person_gave(courses):
    before = [(gradebook_contents(root), counts(root)) for root in courses]
    for root in courses:
        with Course(root).gradebook() as gradebook:
            gradebook.find_grade("why_two", "small", "small", "right").manual_score = 2.5
            gradebook.find_comment("why_two", "small", "small", "right").manual_comment = "Zwei Hälften, well said"
            gradebook.db.commit()
        assert "before" not in grade(root, "--force")
    sqlite, postgresql = map(gradebook_contents, courses)
    assert sqlite == postgresql
    assert sqlite["right", "small", "why_two", "score"] == (None, 2.5, True)
    assert sqlite["right", "small", "why_two", "comment"] == (None, "Zwei Hälften, well said")
    changed = {key for key, value in sqlite.items() if value != before[0][0][key]}
    assert {key[0] for key in changed} == {"right"}
    assert [counts(root) for root in courses] == [rows for _, rows in before]
