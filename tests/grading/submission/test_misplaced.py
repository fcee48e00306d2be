"""A hand-in in a wrong place is nobody's zero: it is named, with what to do."""

import os

import pytest

from initcourse.grading.submission.misplaced import find_misplaced

KNOWN = ["01_variance", "02_comparison"]


def lost(tmp_path, *paths, names=("01_variance", "02_comparison")):
    """Return who has handed in what where nobody looks: (student, assignment, what to do) each."""
    for path in paths:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("{}")
    found = find_misplaced(tmp_path, KNOWN, list(names))
    return [(m.submission.student, m.submission.assignment, m.todo.removeprefix(f"{tmp_path}/")) for m in found]


INTO_STUDENT = "lies in no student's folder: move it into <student>/<assignment>/"


@pytest.mark.parametrize(
    ("path", "student", "assignment", "todo"),
    [
        ("ada.ipynb", "ada.ipynb", "01_variance", f"ada.ipynb {INTO_STUDENT}"),
        (
            "ada-02-comparison.ipynb",
            "ada-02-comparison.ipynb",
            "02_comparison",
            f"ada-02-comparison.ipynb {INTO_STUDENT}",
        ),
        ("all.ZIP", "all.ZIP", "01_variance", f"all.ZIP {INTO_STUDENT}"),
        (
            "ada/02_comparison.ipynb",
            "ada",
            "02_comparison",
            "ada/02_comparison.ipynb lies in no assignment's folder: move it into ada/<assignment>/",
        ),
        (
            "ada/01-Variance/01_variance.ipynb",
            "ada",
            "01_variance",
            "ada/01-Variance has the name of no assignment: there is 01_variance, 02_comparison",
        ),
        (
            "ada/week 2/a/b/x.ipynb",
            "ada",
            "01_variance",
            "ada/week 2 has the name of no assignment: there is 01_variance, 02_comparison",
        ),
        (
            "02_comparison/ada/02_comparison.ipynb",
            "02_comparison",
            "02_comparison",
            "02_comparison is called like an assignment: folders belong into <student>/<assignment>/",
        ),
    ],
)
def test_a_hand_in_in_a_wrong_place_is_named_with_what_to_do(tmp_path, path, student, assignment, todo):
    assert lost(tmp_path, path) == [(student, assignment, todo)]


@pytest.mark.parametrize(
    "path",
    [
        "ada/01_variance/01_variance.ipynb",
        "ada/01_variance/deeper/x.ipynb",
        "README.md",
        "ada/notes.txt",
        "ada/.ipynb_checkpoints/01_variance.ipynb",
        "ada/pictures/a.png",
    ],
)
def test_what_lies_right_or_is_no_hand_in_is_not(tmp_path, path):
    assert lost(tmp_path, path) == []


def test_what_is_for_another_assignment_is_not_told_now(tmp_path):
    assert lost(tmp_path, "ada/02_comparison.ipynb", names=["01_variance"]) == []
    assert lost(tmp_path, "ada/x.ipynb", names=["02_comparison"])[0][1] == "02_comparison"


def test_no_link_is_followed_and_nothing_is_opened(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/x.ipynb").write_text("{}")
    (tmp_path / "submitted/ada").mkdir(parents=True)
    (tmp_path / "submitted/ada/week").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "submitted/eve").symlink_to(tmp_path / "elsewhere")
    os.mkfifo(tmp_path / "submitted/ada/pipe.ipynb")
    assert [(m.submission.student) for m in find_misplaced(tmp_path / "submitted", KNOWN, KNOWN)] == ["ada"]


def test_a_folder_that_is_full_is_not_walked_for_ever(tmp_path):
    for number in range(2_100):
        (tmp_path / f"ada/week/{number}").mkdir(parents=True)
    assert lost(tmp_path) == []
