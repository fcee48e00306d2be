"""From the bank to the message: a wrong answer's hint is read where its mistake is caught."""

import nbformat
import pytest

from initcourse.grading.authoring.bank import Answer, Verdict, read_bank, try_answers
from initcourse.grading.authoring.hint_tables import HintTables, write_hints
from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.course.lint import problems
from initcourse.hints import Finding
from tests.support.small_course import graded, small_notebook, write_source

THREE = '"""Three times.\n\nLoses: double-small, double-large\nHint: twice, not\n  three times\n"""\n'
HIDDEN = '"""Knows small ones.\n\nLoses: double-large\nHint: any number, not only small ones\n"""\n'


def write_answers(root, **codes):
    for name, code in codes.items():
        path = root / f"tests/bank/small/double/wrong/{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code)


@pytest.fixture
def tried(small_executor):
    def tried(root, hints=""):
        assignment = read_assignment(root, "small")
        answers = read_bank(root / "tests/bank", assignment)
        return {v.answer.name: v for v in try_answers(assignment, answers, small_executor, hints=hints)}

    return tried


def test_a_hint_is_made_of_what_checks_found_and_read_where_they_find_it(small_course, tried):
    write_answers(
        small_course,
        three=f"{THREE}def double(x):\n    return 3 * x\n",
        some=f"{HIDDEN}def double(x):\n    return 2 * x if 0 < x < 5 else x\n",
    )
    found = tried(small_course)
    tables = HintTables.of(list(found.values()))
    assert {mistake.finding.question for mistake in tables.visible} == {"double(3)", "double(1)"}
    assert {mistake.finding.question for mistake in tables.hidden} == {"double(10)"}
    assert tables.hints(found["three"]) == ["twice, not three times"] * 2
    assert list(tables.unshown(found.values())) == []
    write_hints(small_course, "small", [tables])
    again = tried(small_course, (small_course / "tests/bank/small/hints.json").read_text())
    assert "Hint, if it fits: twice, not three times." in again["three"].seen["double-small"]
    assert "Hint, if it fits: any number, not only small ones." in again["some"].lost["double-large"]


def test_a_hint_that_its_student_would_not_read_is_reported(small_course, tried):
    write_answers(small_course, printed=f"{THREE}def double(x):\n    print(2 * x)\n")
    found = tried(small_course)
    tables = HintTables.of(list(found.values()))
    (line,) = tables.unshown(found.values())
    assert line.startswith("printed: 'twice, not three times'; shown: a function without `return`")


def test_a_visible_check_of_a_later_exercise_does_not_show_the_hint_of_an_earlier_one():
    later, own = Finding("a later question", 1.0), Finding("an own question", 2.0)
    verdict = Verdict(
        Answer("sorted", "double", right=False, code="", hint="leave the order"),
        lost={"double-large": "", "later-small": ""},
        seen={"later-small": ""},
        carried=frozenset({"later-small"}),
        findings={("visible", "later-small"): [later], ("whole", "double-large"): [own]},
    )
    assert HintTables.of([verdict]).hints(verdict) == ["leave the order"]


def test_the_package_holds_what_students_may_read_and_the_bank_the_rest(small_course, tried):
    write_answers(
        small_course,
        three=f"{THREE}def double(x):\n    return 3 * x\n",
        some=f"{HIDDEN}def double(x):\n    return 2 * x if 0 < x < 5 else x\n",
    )
    package = small_course / "initcourse/hints"
    package.mkdir(parents=True)
    write_hints(small_course, "small", [HintTables.of(list(tried(small_course).values()))])
    visible, hidden = (package / "small.json").read_text(), (small_course / "tests/bank/small/hints.json").read_text()
    assert "twice" in visible
    assert "twice" not in hidden
    assert "any number" in hidden
    assert "any number" not in visible


def test_a_cell_of_tools_gives_the_hidden_tests_what_they_use(small_course, tried):
    notebook = small_notebook()
    tools = "# used by hidden tests\n### BEGIN HIDDEN TESTS\ndef twice(x):\n    return 2 * x\n### END HIDDEN TESTS\n"
    place = next(i for i, cell in enumerate(notebook.cells) if cell.id == "double-large")
    notebook.cells.insert(place, graded(nbformat.v4.new_code_cell(tools), "double-tools", "test", 0))
    notebook.cells[place + 1].source = notebook.cells[place + 1].source.replace(
        "2 * hidden_input_of_double,", "twice(hidden_input_of_double),"
    )
    write_source(small_course, notebook)
    assert problems(read_assignment(small_course, "small")) == []
    write_answers(small_course, some=f"{HIDDEN}def double(x):\n    return 2 * x if 0 < x < 5 else x\n")
    (verdict,) = tried(small_course).values()
    assert verdict.as_predicted
    assert "Expected 20" in verdict.lost["double-large"]
