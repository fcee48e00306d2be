"""Hand-ins of kinds that real classes report, graded as one class: a zero is deserved, or a person is asked.

Each kind comes with relatives. A hand-in is made of the right answers of the small course.
"""

import io
import zipfile

import nbformat
import pytest

from initcourse.grading.authoring.release import write_release
from initcourse.grading.authoring.sample_class import hand_in
from initcourse.grading.class_run.run import find_hand_ins, find_misplaced_hand_ins, grade_all
from initcourse.grading.course.nbgrader import Course
from tests.support.small_course import DOUBLE, HALVE, RIGHT, SMALL_CONFIG, small_notebook, write_source

WORDS = "Because two halves make a whole."

FULL = {"double": 12, "halve": 5, "why_two": None}

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63600000000200015d00c1a00000"
    "000049454e44ae426082"
)


def cell(notebook, name):
    return next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)


def edited(*changes):
    """Return a kind: the files of a hand-in whose notebook these functions have changed."""

    def files(release):
        notebook = nbformat.reads(hand_in(release, RIGHT, WORDS), 4)
        for change in changes:
            change(notebook)
        return {"small.ipynb": nbformat.writes(notebook)}

    return files


def beside_blank(name, pack=None):
    """Return a kind: the release as it is, and the work under another name."""

    def files(release):
        work = hand_in(release, RIGHT, WORDS)
        return {"small.ipynb": release.read_text(), name: pack(work) if pack else work}

    return files


def renamed(name, pack=None):
    """Return a kind: the work under another name, and nothing else."""

    def files(release):
        work = hand_in(release, RIGHT, WORDS)
        return {name: pack(work) if pack else work}

    return files


def packed(work, inside="small.ipynb"):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(inside, work)
    return buffer.getvalue()


def untouched_answer(notebook, release="Because two halves make a whole, says the answer."):
    cell(notebook, "why_two").source = nbformat.reads(RELEASED["text"], 4).cells[-1].source


def further(kind, text):
    """Return a change: a further cell at the end."""
    makers = {
        "markdown": nbformat.v4.new_markdown_cell,
        "raw": nbformat.v4.new_raw_cell,
        "code": nbformat.v4.new_code_cell,
    }
    return lambda notebook: notebook.cells.append(makers[kind](text))


def without_marks(name):
    return lambda notebook: cell(notebook, name).metadata.clear()


def appended(text, name="double"):
    def change(notebook):
        found = cell(notebook, name)
        found.source = f"{found.source.rstrip()}\n{text}\n"

    return change


def on_top(text, name="double"):
    def change(notebook):
        found = cell(notebook, name)
        found.source = f"{text}\n{found.source}"

    return change


def answer(code, name="double"):
    def change(notebook):
        cell(notebook, name).source = code

    return change


def all_in_one(where):
    """Return a change: all functions in one answer, the other answers' cells gone."""

    def change(notebook):
        cell(notebook, where).source = f"{DOUBLE}\n\n{HALVE}"
        other = {"double": "halve", "halve": "double"}[where]
        notebook.cells.remove(cell(notebook, other))

    return change


def written_in(version):
    def change(notebook):
        notebook.metadata["language_info"] = {"name": "python", "version": version}

    return change


def other_assignment(notebook):
    for found in notebook.cells:
        if "nbgrader" in found.metadata:
            found.metadata.nbgrader.grade_id = f"other-{found.metadata.nbgrader.grade_id}"
    for name, code in (("other-double", "def other(x):\n    return x"), ("other-halve", "y = 1")):
        cell(notebook, name).source = code


def shows(address):
    return answer(f"{WORDS}\n\n![My sketch]({address})", "why_two")


RELEASED = {}

WAITS, GRADED, REPAIRED, UNREADABLE = "waits for a person", "graded", "repaired", "unreadable"

ROWS = "def double(x):\n    return {}\n"

KINDS = {
    # a written answer outside its own cell
    "01 lost marks": (edited(without_marks("why_two")), WAITS, FULL),
    "02 a cell below": (edited(untouched_answer, further("markdown", WORDS)), WAITS, FULL),
    "02 raw": (edited(untouched_answer, further("raw", WORDS)), WAITS, FULL),
    "03 a comment": (edited(untouched_answer, further("code", f"# {WORDS}")), WAITS, FULL),
    # another assignment's notebook
    "04 another's": (edited(other_assignment), UNREADABLE, None),
    "04 a notebook of one's own": (lambda _: {"small.ipynb": nbformat.writes(OWN)}, UNREADABLE, None),
    "04 an empty one": (lambda _: {"small.ipynb": nbformat.writes(nbformat.v4.new_notebook())}, UNREADABLE, None),
    # attempted, whatever words stand in it
    "08 the stub's words": (edited(appended("# raise NotImplementedError()")), GRADED, FULL),
    "09 in a text": (edited(appended("'raise NotImplementedError()'")), GRADED, FULL),
    "09 in all": (edited(*(appended("# YOUR CODE HERE", name) for name in RIGHT)), GRADED, FULL),
    # the blank one beside the work
    "11 a copy": (beside_blank("small-Copy1.ipynb"), UNREADABLE, None),
    "11 deeper": (beside_blank("final/small.ipynb"), UNREADABLE, None),
    "11 packed": (beside_blank("small.zip", packed), UNREADABLE, None),
    # the end of a notebook
    "12 exit": (edited(appended("exit()")), GRADED, FULL),
    "12 quit": (edited(appended("quit", "halve")), GRADED, FULL),
    "12 sys.exit": (edited(further("code", "import sys\nsys.exit()")), GRADED, FULL),
    # what every notebook may begin with
    "13 inline": (edited(on_top("%matplotlib inline")), GRADED, FULL),
    "13 notebook": (edited(on_top("%matplotlib notebook", "halve")), GRADED, FULL),
    "13 widget": (edited(on_top("%matplotlib widget\n%config InlineBackend.figure_format = 'retina'")), GRADED, FULL),
    # there, under another ending, deeper, packed
    "14 .txt": (renamed("small.ipynb.txt"), REPAIRED, FULL),
    "14 .json": (renamed("small.json"), REPAIRED, FULL),
    "15 deeper": (renamed("homework/small.ipynb"), REPAIRED, FULL),
    "15 two folders": (renamed("a/b/mine.ipynb"), REPAIRED, FULL),
    "16 zip": (renamed("small.zip", packed), REPAIRED, FULL),
    "16 a folder in it": (renamed("x.zip", lambda work: packed(work, "x/small.ipynb")), REPAIRED, FULL),
    # stubs over answers
    "17 all in the first": (edited(all_in_one("double")), REPAIRED, FULL),
    "17 all in the last": (edited(all_in_one("halve")), REPAIRED, FULL),
    "17 in a cell of one's own": (edited(without_marks("double"), without_marks("halve")), REPAIRED, FULL),
    # syntax of a newer Python
    "18 type": (
        edited(answer("type N = int\ndef double(x: N) -> N:\n    return 2 * x"), written_in("3.99.0")),
        WAITS,
        None,
    ),
    "18 generic": (edited(answer("def double[T](x: T) -> T:\n    return 2 * x"), written_in("3.99.0")), WAITS, None),
    "18 no newer": (edited(answer("def double(x:\n    return 2 * x"), written_in("3.8.0")), GRADED, None),
    # a picture beside the notebook
    "19 png": (lambda r: edited(shows("scan.png"))(r) | {"scan.png": PNG}, GRADED, FULL),
    "19 in a folder": (lambda r: edited(shows("./my%20pics/scan.png"))(r) | {"my pics/scan.png": PNG}, GRADED, FULL),
    "19 none": (edited(shows("scan.png")), GRADED, FULL),
    # values that are like numbers
    "22 NumPy": (edited(answer("import numpy as np\n" + ROWS.format("np.array(2.0 * x)"))), GRADED, FULL),
    "22 array": (edited(answer("import array\n" + ROWS.format("array.array('d', [2.0 * x])[0]"))), GRADED, FULL),
    "22 own float": (
        edited(answer("class Own(float):\n    pass\n" + ROWS.format("Own(2 * x)"))),
        GRADED,
        FULL,
    ),
    # nothing that can be read
    "24 missing": (lambda _: {"notes.txt": "words"}, UNREADABLE, None),
    "24 JSON": (lambda _: {"small.ipynb": "{}"}, UNREADABLE, None),
    "24 two": (lambda r: {"a.ipynb": hand_in(r, RIGHT), "b.ipynb": hand_in(r, RIGHT)}, UNREADABLE, None),
}
"""Files by name, from the release; the outcome; the points where all that can be graded is right, else None."""

OWN = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("print(1)"), nbformat.v4.new_markdown_cell("Notes")])


def student(kind):
    return kind.replace(" ", "-").replace(".", "")


@pytest.fixture(scope="module")
def field(tmp_path_factory, small_executor):
    """Grade the whole class at once; return the course's folder and what became of everybody."""
    root = tmp_path_factory.mktemp("field")
    write_source(root, small_notebook())
    (root / "nbgrader_config.py").write_text(SMALL_CONFIG)
    write_release(root, ["small"])
    release = root / "release/small/small.ipynb"
    RELEASED["text"] = release.read_text()
    for kind, (files, *_) in KINDS.items():
        for name, content in files(release).items():
            path = root / "submitted" / student(kind) / "small" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
    results = grade_all(root, find_hand_ins(root, ["small"]), small_executor, width=2)
    return root, {result.submission.student: result for result in results}


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_hand_in_comes_to_what_is_due(field, kind):
    _, outcome, scores = KINDS[kind]
    result = field[1][student(kind)]
    assert result.outcome == outcome, result.line
    assert result.needs_a_person == (outcome in (WAITS, UNREADABLE))
    points = {name: score.points for name, score in result.scores.items()}
    if outcome == UNREADABLE:
        assert points == dict.fromkeys(FULL), result.line
    elif scores:
        assert points == scores, result.line
    elif outcome == WAITS:
        assert "Python 3.99" in result.message


@pytest.mark.slow
def test_hand_ins_in_a_wrong_place_are_named(field):
    root, _ = field
    places = ["nora/small.ipynb", "otto/Small-1/small.ipynb", "small/pia/small.ipynb", "quin.ipynb"]
    for place in places:
        (root / "submitted" / place).parent.mkdir(parents=True, exist_ok=True)
        (root / "submitted" / place).write_text("{}")
    lost = find_misplaced_hand_ins(root, ["small"])
    assert [result.submission.student for result in lost] == ["nora", "otto", "quin.ipynb", "small"]
    assert all(result.needs_a_person for result in lost)


@pytest.mark.slow
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.startswith(("19", "24"))])
def test_a_page_shows_pictures_beside_the_notebook_and_no_place_of_this_machine(field, kind):
    root, _ = field
    assert Course(root).feedback("small", student(kind)).done
    page = (root / "feedback" / student(kind) / "small/small.html").read_text()
    assert str(root) not in page
    assert ('src="data:image/png;base64,' in page) == (kind in ("19 png", "19 in a folder"))
