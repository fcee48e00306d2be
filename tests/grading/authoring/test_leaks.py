"""What students can read of hidden tests: passages as text, conditions however they are written."""

import json
from textwrap import indent

import nbformat
import pytest

from initcourse.grading.authoring import leaks as leaks_module
from initcourse.grading.authoring.leaks import leaks
from initcourse.grading.authoring.release import write_release
from initcourse.grading.authoring.verify import verify_course
from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.course.folder import assignment_names
from initcourse.grading.errors import CourseError
from tests.support.small_course import DOUBLE_LARGE, ROOT, small_notebook, write_source

HIDDEN = """from initcourse.checks import call, expect_close
limit = 12.5
expect_close(call(halve, 3), 1.5, source="half of 3")
if len(str(limit)) < 512:
    pass
### BEGIN HIDDEN TESTS
farthest = max(call(halve, n).value for n in range(50))
stds = [farthest, farthest / 2]
assert farthest < 1.78 if limit > 20 else farthest > 2.2
assert max(stds) > 1.0001 * min(stds)
assert 2 <= len(stds) <= 641
assert limit == 12.5 and len(stds) == 2 and len(str(limit)) < 512
assert halve != "an answer that nobody reads"
assert (3 if farthest else 1) == 3
### END HIDDEN TESTS
"""


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Put an empty folder in the place of the package that students install."""
    folder = tmp_path / "package"
    folder.mkdir()
    monkeypatch.setattr(leaks_module.initcourse, "__file__", str(folder / "__init__.py"))
    return folder


def small_course_with(root, code, *further):
    """Write the small course with `code` in the cell `halve-values`, and `further` cells."""
    notebook = small_notebook()
    (cell,) = [c for c in notebook.cells if c.id == "halve-values"]
    cell.source = code
    notebook.cells += further
    write_source(root, notebook)
    return read_assignment(root, "small")


@pytest.fixture
def found_in(small_course, package):
    """Return a function that puts a text into a file of the package and returns the leaks."""
    assignment = small_course_with(small_course, HIDDEN)

    def found(text, name="tool.py"):
        (package / name).write_text(text)
        problems = leaks([assignment], small_course / "release")
        assert {problem.cell for problem in problems} <= {"halve-values"}
        return [problem.text for problem in problems]

    return found


def test_a_hidden_test_that_stands_in_the_package_is_refused(small_course, tmp_path, package):
    (package / "tool.py").write_text("if True:\n" + indent(DOUBLE_LARGE, "    "))
    found = leaks([read_assignment(small_course, "small")], tmp_path / "release")
    assert {problem.cell for problem in found} == {"double-large"}


def test_a_condition_says_where_it_can_be_read_and_what_to_do(found_in):
    assert found_in("def small(farthest):\n    return farthest > 2.2\n") == [
        "the hidden condition 'farthest > 2.2' can be read in package/tool.py, line 2: "
        "take it out there or change the test"
    ]
    assert found_in("def small(x):\n    return x > 1.78\n") == [
        "the hidden condition 'farthest < 1.78', and package/tool.py, line 2 compares with 1.78: "
        "take it out there or change the test"
    ]


@pytest.mark.parametrize(
    "code",
    [
        "farthest < 1.78",
        "farthest > 2.2",
        "2.2 < farthest",
        "2.2 >= farthest",
        "not farthest > 2.2",
        "not (2.20 < farthest)",
        "1 < farthest < 2.2 < 5",
        "def f(farthest):\n    if farthest <= 2.2:\n        return 'refused'\n    else:\n        return 'passed'",
        "REACH = 2.2\nfarthest > REACH",
        "def f(farthest, reach=2.2):\n    return farthest > reach",
        "def f(farthest, *, reach=2.2):\n    return farthest > reach",
        "f(reach=2.2)\nfarthest > reach",
        "LIMITS = {'reach': 2.2}\nfarthest > LIMITS['reach']",
        "low, reach = 1, 2.2\nfarthest > reach",
        "class Limits:\n    reach: float = 11 / 5\nfarthest > Limits.reach",
        "np.greater(farthest, 2.2)",
        "max(stds) > 1.0001 * min(stds)",
        "max(stds) > (1 + 1e-4) * min(stds)",
        "max(stds) / min(stds) > 1.0001",
        "x < 1.78",
        "x < 178 / 100",
        "1.78 > x",
        "not x < 1.78",
        "x - 1.78 < 0",
        "LIMIT = 1.78\nx < LIMIT",
        "within(x, 1.78)",
        "LIMITS = [1.78, 3]",
        "x <= 641",
        "LARGE = 641\nx <= LARGE",
        "halve != 'an answer that nobody reads'",
        "# a right one has farthest>2.2\n",
        "def f():\n    '''Passes if 2.2 < farthest.'''",
        "'''If max( stds ) > 1.0001 * min(stds), they differ.'''",
    ],
)
def test_a_condition_is_found_in_the_package_however_it_is_written(found_in, code):
    assert found_in(f"import numpy as np\n{code}\n") != []


@pytest.mark.parametrize(
    "code",
    [
        "farthest > 2.3",
        "nearest > 2.2",
        "reach = 2.2",
        "size = 641",
        "other = 641\nx <= size",
        "x < 17.8",
        "len(stds) == 2",
        "len(stds) >= 2",
        "len(str(limit)) < 512",
        "x < 512",
        "x < 12.5",
        "halve != 'an answer'",
        "(3 if farthest else 1) == 3",
        "# farthest > 2.25 or a.farthest > 2.2\n",
        "'''Version 1.0001'''",
    ],
)
def test_what_is_visible_common_or_something_else_is_no_leak(found_in, code):
    assert found_in(f"{code}\n") == []


def test_a_limit_in_one_file_and_its_comparison_in_another_are_found(found_in, package):
    (package / "limits.py").write_text("REACH = 2.2\n")
    assert [text.split(":")[0] for text in found_in("farthest > REACH\n")] == [
        "the hidden condition 'farthest > 2.2' can be read in package/tool.py, line 1"
    ]


@pytest.mark.parametrize(
    ("data", "leaking"),
    [
        ({"limits": [{"reach": 1.78}]}, True),
        ({"text": "passes if farthest > 2.2"}, True),
        ({"sizes": [641, 2.2, True]}, False),
    ],
)
def test_conditions_are_looked_for_in_json_files(found_in, data, leaking):
    assert bool(found_in(json.dumps(data), "data.json")) == leaking


def test_a_limit_in_a_json_file_stands_for_its_key(found_in, package):
    (package / "limits.json").write_text('{"reach": 2.2}')
    assert len(found_in("farthest > read('limits.json')['reach']\n")) == 1


@pytest.mark.parametrize(("name", "text"), [("data.json", '{"a": "farthest > 2.2"'), ("a.py", "if:\n  farthest > 2.2")])
def test_a_file_that_cannot_be_parsed_is_searched_as_text(found_in, name, text):
    assert len(found_in(text, name)) == 1


@pytest.mark.slow
def test_a_hidden_condition_in_the_text_of_a_release_is_refused(small_course):
    hidden = f"x = halve(3)\n{HIDDEN.splitlines()[5]}\nassert x != 1.23456\n{HIDDEN.splitlines()[-1]}\n"
    small_course_with(small_course, hidden, nbformat.v4.new_markdown_cell("Mind that `1.23456 == x` is wrong."))
    assert write_release(small_course, ["small"]) == [small_course / "release/small"]  # too short to look for
    hidden = hidden.replace("x ", "a_long_name ")
    small_course_with(small_course, hidden, nbformat.v4.new_markdown_cell("Is `1.23456==a_long_name` wrong?"))
    with pytest.raises(CourseError, match="'a_long_name != 1.23456' can be read in small.ipynb: take it out there"):
        write_release(small_course, ["small"])


@pytest.mark.slow
def test_a_hidden_condition_that_a_release_shows_in_code_is_refused(small_course, tmp_path):
    assignment = small_course_with(small_course, HIDDEN)
    release = tmp_path / "release/small"
    release.mkdir(parents=True)
    for code, count in (("assert 2.2 < farthest", 1), ("assert 2.2 < nearest", 0), ("%time farthest > 2.2", 1)):
        cells = [nbformat.v4.new_code_cell(code)]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), release / "small.ipynb")
        assert len(leaks([assignment], release)) == count


@pytest.mark.slow
def test_a_hidden_test_that_is_not_python_stops_neither_release_nor_verify(small_course):
    broken = small_notebook()
    (cell,) = [c for c in broken.cells if c.id == "double-large"]
    cell.source = cell.source.replace("for hidden_input", "for for hidden_input")
    write_source(small_course, broken, "broken")
    assert write_release(small_course, ["small"]) == [small_course / "release/small"]
    with pytest.raises(CourseError, match="broken, cell 'double-large': line 4 is"):
        write_release(small_course, ["broken"])
    claims = {claim.text: claim.problems for claim in verify_course(small_course, ["broken"])}
    assert claims["students can read no answer"] == ()


@pytest.mark.parametrize("broken", ["", "for for\n"])
def test_hidden_lines_within_a_visible_block_are_read_too(small_course, package, broken):
    hidden = "    ### BEGIN HIDDEN TESTS\n    assert x < 7.77\n    ### END HIDDEN TESTS\n"
    assignment = small_course_with(small_course, f"{broken}for n in (1, 2):\n    x = halve(n)\n{hidden}")
    (package / "tool.py").write_text("y > 7.77\n")
    assert len(leaks([assignment], small_course / "release")) == 1


def test_the_courses_own_simulations_must_stay_outside_the_package(package):
    """They repeat conditions of hidden tests; in the package, students would have them."""
    assignments = [read_assignment(ROOT, name) for name in assignment_names(ROOT)]
    assert leaks(assignments, ROOT / "release") == []
    (package / "grading").mkdir()
    (package / "grading/chance.py").write_text((ROOT / "tests/statistics/false_alarms.py").read_text())
    found = [str(problem) for problem in leaks(assignments, ROOT / "release")]
    for condition in ("1.68 < farthest", "farthest < 1.78", "2.2 < farthest", "max(stds) > 1.0001 * min(stds)"):
        assert any(f"cell 'sample_weights-tools': the hidden condition '{condition}'" in line for line in found)
