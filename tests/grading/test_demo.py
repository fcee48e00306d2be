"""The sample class of the small course: what everyone hands in, what they must score, and that they do."""

import nbformat
import pytest

from initcourse.grading.authoring.release import write_release
from initcourse.grading.authoring.sample_class import sample_class
from initcourse.grading.demo import run_demo
from tests.support.small_course import SMALL_CONFIG, small_notebook, write_source

ANSWERS = {
    "double/right/sum": ("Adds x to itself.", "", "return x + x"),
    "double/wrong/constant": ("Gives six.", "double-large", "return 6"),
    "double/wrong/square": ("Squares.", "double-small, double-large", "return x * x"),
    "halve/right/product": ("Multiplies by a half.", "", "return 0.5 * x"),
    "halve/wrong/whole": ("Drops the rest.", "halve-values", "return x // 2"),
    "halve/wrong/leaning": ("Leans on the other exercise.", "halve-values", "return double(x)"),
}


def course_with_bank(root, answers):
    write_source(root, small_notebook())
    (root / "nbgrader_config.py").write_text(SMALL_CONFIG)
    for name, (summary, loses, body) in answers.items():
        path = root / "tests/bank/small" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        told = f"{summary}\n\nLoses: {loses}\n" if loses else summary
        path.write_text(f'"""{told}"""\n\ndef {name.split("/")[0]}(x):\n    {body}\n')
    return root


def points(hand_ins):
    return {hand_in.student: hand_in.points for hand_in in hand_ins}


@pytest.mark.slow
def test_everyone_of_the_sample_class_has_the_score_that_the_bank_predicts(tmp_path):
    root = course_with_bank(tmp_path, ANSWERS)
    write_release(root, ["small"])
    assert points(sample_class(root, root / "tests/bank", ["small"])) == {
        "ada": {"double": 12, "halve": 5},
        "ben": {"double": 12, "halve": 5},
        "cleo": {"double": 4, "halve": 0},
        "dev": {"double": 0, "halve": 0},
        "eli": {"double": 4, "halve": 0},
        "fay": {"double": 0, "halve": 0},
        "gus": None,
        "hana": {"double": 12, "halve": 0},
    }


def test_an_answer_that_leans_on_another_exercise_is_left_out(tmp_path):
    root = course_with_bank(tmp_path, ANSWERS)
    write_release(root, ["small"])
    everyone = {h.student: h.content for h in sample_class(root, root / "tests/bank", ["small"])}
    mistakes = [cell.source for s in ("cleo", "dev", "eli") for cell in nbformat.reads(everyone[s], 4).cells]
    assert not any("Leans" in source for source in mistakes)
    assert sum("Drops the rest" in source for source in mistakes) == 3


@pytest.mark.slow
@pytest.mark.parametrize("honest", [True, False])
def test_the_demo_grades_the_class_and_tells_every_surprise(tmp_path, honest):
    answers = ANSWERS if honest else ANSWERS | {"double/wrong/constant": ("Gives six.", "double-small", "return 6")}
    said = []
    outcome = run_demo(course_with_bank(tmp_path, answers), said.append)
    assert outcome.expected == 15
    if honest:
        assert outcome.surprises == []
        assert "Expected" not in (outcome.root / "feedback/ada/small/small.html").read_text()
        assert "Expected 1.5 (half of 3)." in (outcome.root / "feedback/cleo/small/small.html").read_text()
        assert said[-1].startswith("[8/8] hana, small: timed out")
    else:
        assert outcome.surprises == [f"{student}, small: double scored 4.0, predicted 8" for student in ("cleo", "eli")]
