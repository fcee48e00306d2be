"""Read one hand-in: from the bytes that were collected to a canonical hand-in, or to why there is none.

This runs in a process that is confined to one hand-in (`processes.confined`) and sees nothing but the request: the
bytes, and the cells of the course. Which notebook is meant, parsing, repair, which cells need not run, which files are
taken along: all that is decided here, and what is decided is bounded.
"""

from __future__ import annotations

import ast
import fnmatch
import os
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
from dateutil import parser as dates
from dateutil import tz

from initcourse.grading.course.names import NOT_PYTHON, CellText, SolutionNames, as_python, builds_on, skippable_cells
from initcourse.grading.submission.canonical import (
    MAX_TEXT,
    CanonicalCell,
    CanonicalHandIn,
    Refusal,
    Repair,
    Skeleton,
    stored_size,
)
from initcourse.grading.submission.folder import MAX_PATH_LENGTH, NOT_READABLE, TOO_LARGE, may_not_be_read
from initcourse.grading.submission.model import HandIn, Unreadable
from initcourse.grading.submission.parser import ParsedCell, parse_notebook
from initcourse.grading.submission.pictures import ENDINGS, MAX_TOTAL_BYTES, PictureBudget
from initcourse.grading.submission.repair import holds_answers, is_untouched, repair
from initcourse.grading.submission.search import Candidate, best, candidates, unpacked

MAX_NAME_LENGTH = 60
"""Characters of a student's file name that a message shows."""

MAX_SEARCHED = 30_000_000
"""Bytes of the files in which a notebook is looked for."""

MAX_UNPACKED = 5_000_000
"""Bytes of the files that are taken along from an archive."""

MAX_REPAIRS = 40
"""Sentences about what was put right; more are summed up."""

TIMESTAMP = b"timestamp.txt"
"""The file in which nbgrader notes when a hand-in was handed in."""

MAX_TIMESTAMP = 200
"""Bytes of that file that can be a time."""

EARLIEST = datetime(2000, 1, 1)
"""No hand-in is older."""

PROTECTED_MODULES = sys.stdlib_module_names | {
    *("initcourse", "numpy", "scipy", "pandas", "sklearn", "matplotlib", "mpl_toolkits", "seaborn", "PIL"),
    *("tensorflow", "keras", "IPython", "ipykernel", "ipywidgets", "traitlets", "jupyter_client", "msgpack", "msgspec"),
    *("sitecustomize", "usercustomize", "nbgrader_config"),
}
"""Top-level modules that a file of the same name would take the place of: the working folder is on `sys.path`."""

PYTHON = ("python", "ipython", "python3")
"""What a notebook says, or does not say, of its language that can be graded here."""

LANGUAGE = re.compile(r"[a-z][a-z0-9+#.-]{0,20}")
"""What may be the name of a language; a forged or broken one says nothing."""

BINARY_ENDINGS = (".so", ".pyd", ".pth", ".dll", ".dylib")
"""Endings of what Python or the system would load as machine code or as orders to itself."""


class ReadRequest(msgspec.Struct, frozen=True):
    """What a reader is given: the course's `skeleton`, and of the hand-in what `model.HandIn` says.

    Of `files`, the notebook, pictures and the timestamp come with their bytes, others with none: they are not looked
    into. Where no notebook has the assignment's name, or to `search` beside one that does, others come with their
    bytes, too. `ignored` are the course's patterns of file names that are not taken along, `course_files` the names of
    files that it has itself, `solutions` the names in its official solutions, by grade_id; `folder` is for messages;
    `now` is in UTC.
    """

    skeleton: Skeleton
    files: dict[bytes, bytes]
    left_out: dict[bytes, str]
    incomplete: bool
    ignored: list[str]
    folder: str
    now: datetime
    course_files: list[bytes] = []
    solutions: dict[str, SolutionNames] = {}
    run_all: bool = False
    search: bool = False


def request_for(
    hand_in: HandIn,
    skeleton: Skeleton,
    ignored: Iterable[str],
    folder: str,
    *,
    course_files: Iterable[bytes] = (),
    solutions: Mapping[str, SolutionNames] | None = None,
    run_all: bool = False,
    search: bool = False,
) -> bytes:
    """Return the request to read a hand-in.

    With `run_all`, cells that only show something run, too; with `search`, other notebooks are looked into.
    """
    wanted = f"{skeleton.name}.ipynb".encode()
    read = {TIMESTAMP, wanted, *_shown(hand_in.files)}
    if search or wanted not in hand_in.files:
        read |= set(_searched(hand_in.files))
    request = ReadRequest(
        skeleton=skeleton,
        files={name: data if name in read else b"" for name, data in hand_in.files.items()},
        left_out=dict(hand_in.left_out),
        incomplete=hand_in.incomplete,
        ignored=list(ignored),
        folder=folder,
        now=datetime.now(UTC).replace(tzinfo=None),
        course_files=list(course_files),
        solutions=dict(solutions or {}),
        run_all=run_all,
        search=search,
    )
    return msgspec.msgpack.encode(request)


def _shown(files: Mapping[bytes, bytes]) -> Iterator[bytes]:
    """Yield the names of pictures that a text may show, as far as there is room for them."""
    room = MAX_TOTAL_BYTES
    for name in sorted(filter(_is_picture, files)):
        if len(files[name]) <= room:
            room -= len(files[name])
            yield name


def _searched(files: Mapping[bytes, bytes]) -> Iterator[bytes]:
    """Yield the names of the files in which a notebook is looked for: notebooks first, then the smallest."""
    room = MAX_SEARCHED
    for name in sorted(files, key=lambda name: (not _is_notebook(name), len(files[name]), name)):
        if (room := room - len(files[name])) < 0:
            return
        yield name


def read(request: bytes) -> bytes:
    """Answer a `ReadRequest`; both are bytes in MessagePack. The answer is what `decode_answer` returns."""
    try:
        return msgspec.msgpack.encode(read_hand_in(msgspec.msgpack.decode(request, type=ReadRequest)))
    except Unreadable as reason:
        return msgspec.msgpack.encode(Refusal(reason=str(reason)))


def decode_answer(answer: bytes) -> CanonicalHandIn | Refusal:
    """Return what a reader has answered; raise `msgspec.DecodeError` if it is not an answer."""
    return msgspec.msgpack.decode(answer, type=CanonicalHandIn | Refusal)


def read_hand_in(request: ReadRequest) -> CanonicalHandIn:
    """Return the canonical hand-in; raise `Unreadable` if there is no notebook in it."""
    skeleton = request.skeleton
    chosen, choice = _notebook(request)
    parsed, notes, language, version = parse_notebook(f"{skeleton.name}.ipynb", chosen.content)
    if LANGUAGE.fullmatch(language) and language not in PYTHON:
        raise Unreadable(f"{skeleton.name}.ipynb is a notebook in {printable_name(language)}: ask for one in Python")
    if not holds_answers(parsed, skeleton):
        raise Unreadable(f"{skeleton.name}.ipynb {_what_it_holds(parsed)}: ask for the right file")
    mended, repairs = repair(parsed, skeleton)
    code = _code(mended, skeleton)
    repairs += _too_new(code.values(), version)
    folder, unpacked, others = _beside(request, chosen)
    budget = PictureBudget()
    pictures = {os.fsdecode(name): data for name, data in others.files.items() if _is_picture(name)}
    cells = _canonical(
        mended, skeleton, budget, pictures, skipped=set() if request.run_all else _skipped(code, skeleton)
    )
    if sum(stored_size(cell.source) for cell in cells) > MAX_TEXT:
        raise Unreadable(f"{skeleton.name}.ipynb holds more than {MAX_TEXT // 1_000_000} MB of text: look at it")
    if budget.left_out:
        notes.append(Repair(what=f"{budget.left_out} pasted pictures were left out: too large, or none that is shown"))
    files, skipped = attached_files(others, request.ignored, request.course_files)
    timestamp, not_a_time = _timestamp(request)
    sentences = [Repair(what=what) for what in (*choice, *skipped, *not_a_time)]
    return CanonicalHandIn(
        cells=cells,
        files=[name for name in files if name not in unpacked],
        folder=folder,
        unpacked={name: unpacked[name] for name in files if name in unpacked},
        repairs=_bounded([*sentences, *notes, *repairs]),
        timestamp=timestamp,
        untouched=is_untouched(mended, skeleton),
        builds_on=builds_on(list(code.values()), request.solutions) if request.solutions else {},
    )


def stays_inside(name: bytes) -> bool:
    """Whether the name of a file leads to a place in the folder that it is put into."""
    path = PurePosixPath(os.fsdecode(name))
    return b"\0" not in name and len(name) <= MAX_PATH_LENGTH and not path.is_absolute() and ".." not in path.parts


def printable_name(name: bytes | str) -> str:
    """Return a student's file name as harmless text of at most `MAX_NAME_LENGTH` characters."""
    text = os.fsdecode(name)
    text = "".join(char if char.isprintable() else "?" for char in text)
    return text if len(text) <= MAX_NAME_LENGTH else f"{text[: MAX_NAME_LENGTH - 3]}..."


def printable_path(path: Path) -> str:
    """Return a path as text that can be sent and printed."""
    return "".join(char if char.isprintable() else "?" for char in os.fspath(path))


def _notebook(request: ReadRequest) -> tuple[Candidate, list[str]]:
    """Return the notebook that is meant, and notes on the choice; raise `Unreadable` if there is none.

    If no notebook has the assignment's name, the one with the most cells of the course counts, whatever it is called
    and wherever it lies.
    """
    wanted = f"{request.skeleton.name}.ipynb"
    if reason := request.left_out.get(wanted.encode()):
        why = {
            TOO_LARGE: "is too large: have its outputs cleared, and ask for it again",
            NOT_READABLE: may_not_be_read(request.folder),
        }
        raise Unreadable(f"{wanted} {why.get(reason, 'is not a file: ask for it again')}")
    content = request.files.get(wanted.encode())
    if content is not None and not request.search:
        others = (name for name in request.files if _is_notebook(name) and b"/" not in name and name != wanted.encode())
        skipped = [f"{printable_name(name)} was skipped: {wanted} counts" for name in sorted(others)]
        return Candidate(PurePosixPath(wanted), content), skipped
    files = {os.fsdecode(name): data for name, data in request.files.items() if data and name != wanted.encode()}
    meant = best(candidates(files), set(request.skeleton.graded))
    if content is not None:
        return _beside_a_blank(request, Candidate(PurePosixPath(wanted), content), meant)
    if len(meant) == 1:
        return meant[0], [f"the notebook was called {printable_name(meant[0].told)}"]
    there = [candidate.told for candidate in meant] or sorted(map(os.fsdecode, {*request.files, *request.left_out}))
    names = ", ".join(map(printable_name, there[:5])) + (", ..." if len(there) > 5 else "")
    if meant:
        raise Unreadable(f"no {wanted}, but {names}: rename the one that is meant")
    raise Unreadable(f"no {wanted} in {request.folder}{f', but {names}' if there else ''}: ask for it")


def _beside_a_blank(request: ReadRequest, blank: Candidate, found: list[Candidate]) -> tuple[Candidate, list[str]]:
    """Return a notebook that is as it was released; raise `Unreadable` if there is one beside it that is not."""
    worked_on = []
    for candidate in found:
        try:
            cells = parse_notebook(candidate.told, candidate.content).cells
        except Unreadable:
            continue
        if not is_untouched(repair(cells, request.skeleton)[0], request.skeleton):
            worked_on.append(candidate.told)
    if worked_on:
        names = ", ".join(map(printable_name, worked_on[:5]))
        raise Unreadable(f"{blank.path} is as it was released, but there is {names}: rename the one that is meant")
    return blank, []


def _beside(request: ReadRequest, chosen: Candidate) -> tuple[bytes, dict[bytes, bytes], HandIn]:
    """Return the notebook's folder in the hand-in, with "/" at its end, and the files beside it by name.

    Those of an archive come with their bytes, first among themselves, and as what may be taken along at the end.
    """
    if chosen.archive:
        content = request.files[os.fsencode(chosen.archive)]
        files = {os.fsencode(path): data for path, data in _below(chosen.path.parent, unpacked(content)).items()}
        if sum(map(len, files.values())) > MAX_UNPACKED:
            raise Unreadable(
                f"{printable_name(chosen.archive)} holds more than is unpacked: unpack it, and grade again"
            )
        return b"", files, HandIn(files=files)
    folder = os.fsencode(chosen.path.parent)
    prefix = b"" if folder == b"." else folder + b"/"

    def named(table: Mapping[bytes, Any]) -> dict[bytes, Any]:
        return {name.removeprefix(prefix): what for name, what in table.items() if name.startswith(prefix)}

    left_out = named(request.left_out)
    return prefix, {}, HandIn(files=named(request.files), left_out=left_out, incomplete=request.incomplete)


def _below(folder: PurePosixPath, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files in a folder of an archive, by their paths in it."""
    paths = ((PurePosixPath(name), data) for name, data in files.items())
    return {str(path.relative_to(folder)): data for path, data in paths if path.is_relative_to(folder)}


def _what_it_holds(cells: Sequence[ParsedCell]) -> str:
    """Return what a person reads of a notebook without a single answer's cell."""
    names = list(dict.fromkeys(printable_name(cell.grade_id) for cell in cells if cell.grade_id))
    told = f", but those of another notebook ({', '.join(names[:3])}{', ...' if len(names) > 3 else ''})"
    return f"holds no cell for an answer of this assignment{told if names else ''}"


def _code(cells: Sequence[ParsedCell], skeleton: Skeleton) -> dict[int, CellText]:
    """Return the texts of the code cells that run, by place: a locked cell has the course's text."""
    graded, code = skeleton.graded, {}
    for place, cell in enumerate(cells):
        if cell.cell_type == "code":
            known = graded.get(cell.grade_id or "")
            text = known.source if known and known.locked else cell.source
            code[place] = CellText(
                text, cell.grade_id or "", is_test=bool(known and known.grade and not known.solution)
            )
    return code


def _too_new(code: Iterable[CellText], version: str) -> list[Repair]:
    """Return a note on every answer that is not Python here, if it comes from a newer Python, where it may be."""
    if not (newer := re.fullmatch(r"(\d{1,3})\.(\d{1,3})\b.*", version)):
        return []
    if tuple(map(int, newer.groups())) <= sys.version_info[:2]:
        return []
    here = ".".join(map(str, sys.version_info[:2]))
    what = f"is written in Python {newer[1]}.{newer[2]} and cannot be read by Python {here}, which grades: look at it"
    return [Repair(f"{cell.grade_id} {what}", cell.grade_id, waits=True) for cell in code if _is_no_python(cell)]


def _is_no_python(cell: CellText) -> bool:
    """Whether an answer cannot be compiled, though all that is IPython's own is taken out."""
    if not cell.grade_id or cell.is_test or cell.code.lstrip().startswith("%%"):
        return False
    try:
        ast.parse(as_python(cell.code))
    except NOT_PYTHON:
        return True
    return False


def _skipped(code: Mapping[int, CellText], skeleton: Skeleton) -> set[int]:
    """Return the places of the code cells that need not run."""
    shown = [cell.source for cell in skeleton.cells if cell.shows]
    released = {cell.source for cell in skeleton.cells}
    places = list(code)
    return {places[index] for index in skippable_cells(list(code.values()), shown, released)}


def _canonical(
    cells: Sequence[ParsedCell],
    skeleton: Skeleton,
    budget: PictureBudget,
    pictures: Mapping[str, bytes],
    *,
    skipped: Collection[int],
) -> list[CanonicalCell]:
    """Return the cells, those that need not run marked, with ids of their own and the pictures that they show.

    `pictures` are files beside the notebook.
    """
    graded = skeleton.graded
    ids = _Ids(skeleton)
    return [
        CanonicalCell(
            cell_type=cell.cell_type,
            source="" if cell.grade_id and graded[cell.grade_id].locked else cell.source,
            id=graded[cell.grade_id].id if cell.grade_id else ids.of_further(cell.id),
            grade_id=cell.grade_id or "",
            pictures=[*budget.take(cell.attachments), *budget.take_files(cell.source, pictures)]
            if cell.cell_type != "code"
            else [],
            skipped=place in skipped,
        )
        for place, cell in enumerate(cells)
    ]


class _Ids:
    """Ids of further cells: the course's own where the cell is one of its cells without marks, numbers for others."""

    def __init__(self, skeleton: Skeleton) -> None:
        self.free = {cell.id for cell in skeleton.cells if not cell.grade_id}
        self.taken = {cell.id for cell in skeleton.cells}
        self.count = 0

    def of_further(self, wanted: str) -> str:
        if wanted in self.free:
            self.free.remove(wanted)
            return wanted
        while True:
            self.count += 1
            if (name := f"further-{self.count}") not in self.taken:
                return name


def attached_files(
    found: ReadRequest | HandIn, ignored: Iterable[str], course_files: Iterable[bytes] = ()
) -> tuple[list[bytes], list[str]]:
    """Return the files that are taken along, and one line for each that is not, and why.

    What matches one of the patterns `ignored` is left behind without a word, and so are `course_files`, which the
    course has itself. A module may be called like one of Python's if the course has one of that name.
    """
    taken, notes = [], []
    patterns, of_course = [*ignored, "*.ipynb"], set(course_files)
    modules = {_module(PurePosixPath(os.fsdecode(name)).parts) for name in of_course}
    for name in sorted({*found.files, *found.left_out} - of_course):
        parts = PurePosixPath(os.fsdecode(name)).parts
        if any(fnmatch.fnmatch(part, pattern) for part in parts for pattern in patterns):
            continue
        reason = _why_skipped(parts, modules) or found.left_out.get(name, "")
        if reason:
            notes.append(f"{printable_name(name)} was skipped: {reason}")
        else:
            taken.append(name)
    if found.incomplete:
        notes.append("there are more files or folders than a hand-in may have: the others were skipped")
    return taken, notes


def _module(parts: Sequence[str]) -> str:
    """Return the top-level module that a file is, or is a part of."""
    return parts[0].split(".")[0]


def _why_skipped(parts: Sequence[str], allowed: Collection[str]) -> str:
    """Return why a file is skipped, by its path; "" if it is not. Modules that are `allowed` may have any name."""
    if any(part.startswith(".") for part in parts):
        return "hidden files are not taken along"
    if fnmatch.fnmatch(parts[-1], "jupyter_*_config.*") or parts[-1].endswith(BINARY_ENDINGS):
        return "it would change how Python runs"
    if _module(parts) in PROTECTED_MODULES - set(allowed) and (len(parts) > 1 or parts[0].endswith((".py", ".pyc"))):
        return "it would take the place of a module that the course imports"
    return ""


def _timestamp(request: ReadRequest) -> tuple[datetime | None, list[str]]:
    """Return when the work was handed in, and a note if the file says no time that can be true."""
    content = request.files.get(TIMESTAMP)
    if content is None:
        return None, []
    try:
        when = _utc(content[:MAX_TIMESTAMP].decode().strip())
    except Exception:  # whatever dateutil and the zone's file make of such a text
        return None, ["timestamp.txt holds no time: graded as if handed in in time"]
    if not EARLIEST <= when <= request.now:
        return None, [f"timestamp.txt says {when:%Y-%m-%d %H:%M}, which cannot be: graded as if handed in in time"]
    return when, []


def _utc(text: str) -> datetime:
    """Return the time that a text says as nbgrader reads it, in UTC; raise `ValueError`."""
    words = text.split(" ")
    if len(words) == 3:
        zone = int(words[2]) if re.fullmatch(r"[-+]?\d{1,6}", words[2]) else _zone(words[2])
        when = dates.parse(" ".join([*words[:2], "TZ"]), tzinfos={"TZ": zone})
    else:
        when = dates.parse(text)
    offset = when.utcoffset()
    return (when - offset).replace(tzinfo=None) if offset is not None else when.replace(tzinfo=None)


def _zone(name: str) -> tzinfo | None:
    """Return the time zone of this name, never what a path leads to; raise `ValueError` if it is none."""
    if not re.fullmatch(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*", name):
        raise ValueError(f"{name!r} is no time zone")
    return tz.gettz(name)


def _bounded(repairs: Sequence[Repair]) -> list[Repair]:
    """Return each sentence once, and no more of them than a person reads."""
    different = list(dict.fromkeys(repairs))
    if len(different) <= MAX_REPAIRS:
        return different
    return [*different[:MAX_REPAIRS], Repair(what=f"and {len(different) - MAX_REPAIRS:,} other things were put right")]


def _is_picture(name: bytes) -> bool:
    return os.fsdecode(name).lower().endswith(ENDINGS)


def _is_notebook(name: bytes) -> bool:
    return name.endswith(b".ipynb")
