import nbformat
import pytest

from initcourse.grading.authoring.release import build_students_release, differences, write_release
from initcourse.grading.course.nbgrader import Course, build_release
from initcourse.grading.errors import CourseError
from tests.support.small_course import DOUBLE, small_notebook, write_source


def released(root):
    return nbformat.read(root / "release/small/small.ipynb", as_version=4)


def text(root):
    return "\n".join(cell.source for cell in released(root).cells)


def test_a_release_holds_the_question_and_not_the_answer(small_course):
    assert write_release(small_course, ["small"]) == [small_course / "release/small"]
    assert "Return twice x." in text(small_course)
    assert "raise NotImplementedError()" in text(small_course)
    assert 'source="twice 1"' in text(small_course)
    for secret in ("multiplied_by_two", "hidden_input", "SOLUTION", "HIDDEN", "two halves make a whole"):
        assert secret not in text(small_course)


@pytest.mark.slow
def test_no_cell_of_an_empty_exercise_stops_run_all(small_course):
    write_release(small_course, ["small"])
    cells = [cell for cell in released(small_course).cells if cell.cell_type == "code"]
    assert len(cells) == 5
    assert [cell.id for cell in cells if "raises-exception" not in cell.metadata.get("tags", ())] == []


def test_a_second_build_writes_the_same_bytes(small_course):
    write_release(small_course, ["small"])
    first = (small_course / "release/small/small.ipynb").read_bytes()
    write_release(small_course, ["small"])
    assert (small_course / "release/small/small.ipynb").read_bytes() == first


@pytest.mark.slow
def test_an_edited_source_is_built_afresh(small_course):
    write_release(small_course, ["small"])
    notebook = small_notebook()
    notebook.cells[0].source += "\nA new sentence."
    write_source(small_course, notebook)
    write_release(small_course, ["small"])
    assert "A new sentence." in text(small_course)


def test_files_beside_the_notebook_are_released(small_course):
    (small_course / "source/small/table.csv").write_text("1,2")
    write_release(small_course, ["small"])
    assert (small_course / "release/small/table.csv").read_text() == "1,2"


def test_a_source_with_a_problem_leaves_the_old_release_untouched(small_course):
    write_release(small_course, ["small"])
    before = (small_course / "release/small/small.ipynb").read_bytes()
    notebook = small_notebook()
    notebook.cells[3].source = notebook.cells[3].source.replace("BEGIN HIDDEN TESTS", "BEGIN HIDDEN TEST")
    write_source(small_course, notebook)
    with pytest.raises(CourseError, match="small, cell 'double-large': '### BEGIN HIDDEN TEST' is not a marker"):
        write_release(small_course, ["small"])
    assert (small_course / "release/small/small.ipynb").read_bytes() == before
    assert sorted(path.name for path in (small_course / "release").iterdir()) == ["small"]


def test_an_answer_that_can_be_read_elsewhere_is_refused(small_course):
    notebook = small_notebook()
    notebook.cells[0].source += DOUBLE.replace("### BEGIN SOLUTION", "").replace("### END SOLUTION", "")
    write_source(small_course, notebook)
    with pytest.raises(CourseError, match="can be read in small.ipynb"):
        write_release(small_course, ["small"])
    assert not (small_course / "release/small").exists()


def test_what_nbgrader_refuses_is_told_in_one_line(small_course):
    notebook = small_notebook()
    del notebook.cells[1].metadata["nbgrader"]["schema_version"]
    write_source(small_course, notebook)
    with pytest.raises(CourseError, match="nbgrader cannot build the release"):
        write_release(small_course, ["small"])


def test_differences_to_a_fresh_build_are_named(small_course, tmp_path):
    write_release(small_course, ["small"])
    fresh = tmp_path / "fresh"
    build_students_release(Course(small_course), ["small"], fresh)
    assert differences(small_course, fresh) == []
    (fresh / "small/more.txt").write_text("1")
    with (small_course / "release/small/small.ipynb").open("a") as file:
        file.write(" ")
    assert [problem.cell for problem in differences(small_course, fresh)] == ["more.txt", "small.ipynb"]


def test_a_trial_build_records_nothing(small_course, tmp_path):
    build_release(Course(small_course), ["small"], into=tmp_path / "fresh", record=False)
    assert not (small_course / "gradebook.db").exists()
