"""Hostile hand-ins without end: each is a `Case`, drawn from a grammar of one kind of folder, and drawn again alike.

A case is plain data, so that a failing test names it whole. `write_case` makes the hand-in of it. `containment` grades
them and measures what they cost.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st

SEED = 20260102
"""What the cases are drawn from: the same number, the same cases."""

KINDS = ("deep", "long", "many", "huge", "quadratic", "nested", "renamed", "retyped", "racing", "flooding")

MAX_FILE = 20_000_000
"""Bytes of a text that a case writes: a class of them is on disk at once."""


@dataclass(frozen=True)
class Case:
    """One hostile hand-in: its kind, where in it the harm is done, of what it is made, and how often."""

    kind: str
    place: str
    unit: str
    count: int

    @property
    def times(self) -> str:
        """The unit as often as the case says, and no longer than `MAX_FILE`."""
        return self.unit * min(self.count, MAX_FILE // max(1, len(self.unit)))


PLACES = ("code", "markdown", "metadata", "cell_metadata", "tags", "attachments", "outputs", "source", "top", "id")
"""Where in a notebook's JSON something is put."""

OPENERS = ("[", '{"a":', '[{"a":', "[[],")

CODE_OPENERS = ("-", "(", "[", "{", "not ", "lambda: ", "f'{", "a(", "a[", "await ", "*", "if a:\n ", "@a\n", "a=")

UNITS = (
    *("a", " ", "\n", "\t", "\r", "\\", "'", '"', "`", "$", "%", "!", "?", "#", "&", "<", ">", "*", "_", "~", "|", "0"),
    *(" style=", "<a ", "<!--", "]]>", "![](", "[](", "<b>", "</b>", "&#", "\n%", "\n ", "a.", "a,", "- ", "> ", "$$"),
    *("\x1b[31m", "\x1b[", "\x01", "\u2028", "\U0001f4a9", "e\u0301", "\ufeff", "\x85", "http://", "a@", "\n\n    "),
)

MANY = ("code", "markdown", "raw", "keys", "same_key", "tags", "attachments", "files", "notebooks", "copies", "folders")

VALUES = (
    "'x' * {n}",
    "b'x' * {n}",
    "[0] * {n}",
    "[0.5] * {n}",
    "['x' * {n}] + ['a'] * 30_000",
    "range({n})",
    "10 ** min({n}, 10_000_000)",
    "{{i: i for i in range(min({n}, 1_000_000))}}",
    "{{i * (2**61 - 1): 0 for i in range(min({n}, 100_000))}}",
    "set(range(min({n}, 1_000_000)))",
    "np.zeros({n})",
    "np.zeros({n}, 'S99')",
    "np.zeros(min({n}, 100_000), 'O')",
    "np.broadcast_to(1.0, ({n}, {n}))",
    "np.array(['a'] * min({n}, 1_000_000) + ['x' * 20])",
    "np.zeros(({n}, 0, {n}))",
    "iter(range({n}))",
    "(i for i in range({n}))",
    "complex({n}, {n})",
    "memoryview(bytes({n}))",
    "bytearray({n})",
    "type('x' * {n}, (), {{}})()",
    "ValueError('x' * {n})",
    "slice({n})",
)

HOLDERS = ("[v]", "(v,)", "{{'a': v}}", "[v, v]", "(v, v, v)", "{{'a': v, 'b': v}}", "[[v], [v]]", "frozenset([(v,)])")

NAMES = ("small.ipynb", "Small.ipynb", "small", "a\nb", "\x1b[2J", "x" * 255, "..small", "numpy.py", "sitecustomize.py")
NAMES += (
    "gradebook.db",
    "timestamp.txt",
    ".new-x",
    "[red]x",
    "a b.ipynb",
    "\udcff",
    "\u202e",
    "con",
    "x.so",
    "-rf",
    "~",
)

RENAMED = ("file", "folder", "instead", "link", "grade_id", "cell_id", "kernel", "format")

TYPES = ("null", "5", "-1", "1e999", "[]", "{}", '"x"', "[1]", '{"a": {}}', "true", '[["a"]]', '"\\ud800"', "[null]")

FIELDS = ("cell_type", "source", "metadata", "outputs", "id", "execution_count", "attachments", "nbgrader", "tags")
FIELDS += ("grade_id", "cells", "nbformat", "nbformat_minor", "notebook_metadata", "kernelspec", "points", "locked")

RACES = (
    "threading.Thread(target=lambda: [channel.send(messages.Returned(number=n % 40)) for n in range({n})]).start()",
    "[threading.Thread(target=spin, daemon=True).start() for _ in range(min({n}, 200))]",
    "[os.fork() == 0 and (time.sleep({n} / 1000), os._exit(0)) for _ in range(20)]",
    "os.nice(19); [os.fork() == 0 and spin() for _ in range(4)]",
    "time.sleep({n} / 10_000)",
    "signal.setitimer(signal.ITIMER_REAL, max({n}, 1) / 1_000_000, max({n}, 1) / 1_000_000)",
    "os.kill(os.getpid(), signal.SIGSTOP) if {n} % 2 else os.abort()",
    "threading.Timer({n} / 10_000, os._exit, [0]).start()",
    "globals().update(double=lambda x: 3 * x + {n})",
    "sys.setswitchinterval(1e-6)",
)

FLOODS = (
    "print('x' * {n})",
    "[print('x') for _ in range({n})]",
    "[print('x', file=(sys.stdout, sys.stderr)[n % 2]) for n in range({n})]",
    "[publish({{'text/plain': 'x' * 1_000}}) for _ in range(min({n}, 30_000))]",
    "[publish({{'text/plain': ''}}, transient={{'display_id': 'X'}}) for _ in range(min({n}, 16_000))]; "
    "publish({{'text/plain': 'x' * {n}}}, transient={{'display_id': 'X'}}, update=True)",
    "[(print('x' * 1_000), publish_clear()) for _ in range(min({n}, 30_000))]",
    "[channel.send(messages.Stream(name='stdout'), b'x' * min({n}, 30_000_000)) for _ in range(100)]",
    "[channel.send(messages.ErrorShown(ename='E', evalue='', traceback=['a'] * min({n}, 300_000))) for _ in range(99)]",
    "[channel.send(messages.ClearOutput(wait=n % 2 == 0)) for n in range({n})]",
    "channel.connection.sendall(b'\\x00' * {n})",
    "channel.connection.sendall(os.urandom(1)[:0] + b'\\xff' * {n})",
    "channel.send(messages.Display(kind='display_data', forms=[messages.DisplayForm(kind=str(k), size=s) for k, s in "
    "enumerate([{n}, -{n}] * 16)]), b'\\x01' * min({n}, 30_000_000))",
    "os.write(1, b'x' * {n})",
    "subprocess.run(['head', '-c', str({n}), '/dev/zero'])",
    "[warnings.warn('x' * 100 + str(n)) for n in range(min({n}, 100_000))]",
)

PRELUDE = """import gc, os, signal, subprocess, sys, threading, time, warnings
import numpy as np
publish = get_ipython().display_pub.publish
publish_clear = get_ipython().display_pub.clear_output
channel = next(o for o in gc.get_objects() if type(o).__name__ == "OutputStreams").channel
messages = sys.modules.get("initcourse.grading.execution.messages")


def spin():
    while True:
        pass


"""
"""What the code of hostile cells has at hand: the process's own connection, first of all."""

SMALL = st.sampled_from([1, 2, 9, 49, 99, 100, 101, 200, 487, 488, 489, 990, 1_000, 3_000, 7_000])
LARGE = st.sampled_from([10, 1_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 5_000_000])


def _cases(kind: str, places: tuple[str, ...], units: tuple[str, ...], count: st.SearchStrategy[int]) -> Any:
    return st.builds(Case, st.just(kind), st.sampled_from(places), st.sampled_from(units), count)


GRAMMARS: dict[str, st.SearchStrategy[Case]] = {
    "deep": _cases("deep", PLACES, OPENERS, SMALL | st.sampled_from([100_000, 1_000_000]))
    | _cases("deep", ("code",), CODE_OPENERS, SMALL | st.just(100_000)),
    "long": _cases("long", (*PLACES, "name", "timestamp", "data"), UNITS, LARGE),
    "many": _cases("many", MANY, ("1", "", "a\n"), st.sampled_from([10, 300, 1_999, 9_000, 30_000])),
    "huge": _cases("huge", ("returned", "raised", "held"), VALUES, LARGE | st.just(30_000_000))
    | _cases("huge", ("metadata", "top"), ("9", "0.", "-1e9"), LARGE),
    "quadratic": _cases("quadratic", ("code", "markdown", "printed", "displayed", "raised", "written"), UNITS, LARGE),
    "nested": _cases("nested", ("returned", "displayed", "raised"), HOLDERS, SMALL),
    "renamed": _cases("renamed", RENAMED, NAMES, st.just(1)),
    "retyped": _cases("retyped", FIELDS, TYPES, st.integers(0, 6)),
    "racing": _cases("racing", ("call", "cell"), RACES, LARGE),
    "flooding": _cases("flooding", ("call", "cell"), FLOODS, LARGE),
}


def draw_cases(kind: str, count: int) -> list[Case]:
    """Return so many different cases of a kind, fewer where its grammar has no more; always the same ones."""
    drawn: dict[Case, None] = {}

    @seed(SEED + KINDS.index(kind))
    @settings(max_examples=20 * count, database=None, deadline=None, phases=[Phase.generate], derandomize=False)
    @given(GRAMMARS[kind])
    def draw(case: Case) -> None:
        drawn.setdefault(case)

    draw()
    return list(drawn)[:count]


def write_case(case: Case, notebook: dict[str, Any], folder: Path) -> None:
    """Write the hand-in of a case into `folder`; `notebook` is one with right answers, and is changed."""
    folder.mkdir(parents=True)
    text = _WRITERS[case.kind](case, notebook, folder)
    if text:  # else it was written under another name
        (folder / f"{folder.name}.ipynb").write_bytes(text.encode(errors="surrogatepass"))


def _deep(case: Case, notebook: dict[str, Any], _: Path) -> str:
    if case.place == "code" and case.unit in CODE_OPENERS:
        return _with_code(notebook, case.times + "1")
    closers = {"[": "]", "{": "}"}
    closing = "".join(closers[letter] for letter in reversed(case.unit.replace("[],", "")) if letter in closers)
    deep = f"{case.times}0{closing * case.count}" if case.count < 100_000 else case.times
    return _with_json(notebook, case.place, deep)


def _long(case: Case, notebook: dict[str, Any], folder: Path) -> str:
    if case.place == "name":
        text = "".join(letter for letter in case.times[:200] if letter not in "/\0") or "x"
        (folder / os.fsdecode(text.encode()[:200])).write_text("x")
    elif case.place in ("timestamp", "data"):
        (folder / f"{case.place}.txt").write_text(case.times)
    elif case.place in ("code", "markdown"):
        return _with_code(notebook, case.times, case.place)
    else:
        return _with_json(notebook, case.place, json.dumps(case.times))
    return json.dumps(notebook)


def _many(case: Case, notebook: dict[str, Any], folder: Path) -> str:
    match case.place:
        case "code" | "markdown" | "raw":
            notebook["cells"][1:1] = [_cell(case.unit, case.place)] * case.count
        case "keys" | "same_key":
            keys = (f'"{number if case.place == "keys" else 0}":[]' for number in range(case.count))
            return _with_json(notebook, "metadata", "{" + ",".join(keys) + "}")
        case "tags" | "attachments":
            values = {f"{number}.png": {"image/png": case.unit} for number in range(case.count)}
            return _with_json(notebook, case.place, json.dumps(list(values) if case.place == "tags" else values))
        case "copies":
            notebook["cells"] += notebook["cells"][1:6] * min(case.count, 3_000)
        case "files" | "notebooks" | "folders":
            for number in range(min(case.count, 3_000)):
                path = folder / {"files": f"{number}.txt", "notebooks": f"{number}.ipynb"}.get(
                    case.place, f"{number}/a"
                )
                path.parent.mkdir(exist_ok=True)
                path.write_text(case.unit)
    return json.dumps(notebook)


def _huge(case: Case, notebook: dict[str, Any], _: Path) -> str:
    if case.place in ("metadata", "top"):
        return _with_json(notebook, case.place, case.times.rstrip(".") if case.unit != "-1e9" else case.unit)
    value = case.unit.format(n=case.count)
    how = {"returned": f"return {value}", "raised": f"raise ValueError({value})", "held": "return 0"}[case.place]
    held = f"\n\nhalve_too = double_too = {value}" if case.place == "held" else ""
    return _with_double(notebook, f"def double(x):\n    {how}{held}")


def _quadratic(case: Case, notebook: dict[str, Any], _: Path) -> str:
    if case.place in ("code", "markdown"):
        return _with_code(notebook, f"a{case.times}a", case.place)
    if case.place == "written":
        notebook["cells"][-1]["source"] = case.times
        return json.dumps(notebook)
    text = f"{case.unit!r} * {case.count}"
    how = {
        "printed": f"print({text})",
        "displayed": f"publish({{'text/html': {text}, 'text/markdown': {text}, 'text/latex': {text}}})",
        "raised": f"raise ValueError({text})",
    }
    return _with_double(notebook, f"def double(x):\n    {how[case.place]}")


def _nested(case: Case, notebook: dict[str, Any], _: Path) -> str:
    holder = case.unit.format()
    how = {"returned": "return v", "displayed": "publish({'application/json': v})", "raised": "raise ValueError(v)"}
    wrapped = f"def double(x):\n    v = 1\n    for _ in range({case.count}):\n        v = {holder}\n    "
    return _with_double(notebook, wrapped + how[case.place])


def _renamed(case: Case, notebook: dict[str, Any], folder: Path) -> str:
    match case.place:
        case "file" if case.unit != f"{folder.name}.ipynb":
            (folder / case.unit).write_text("1")
        case "folder" if case.unit != f"{folder.name}.ipynb":
            (folder / case.unit).mkdir()
            (folder / case.unit / case.unit).write_text("1")
        case "link" if case.unit != f"{folder.name}.ipynb":
            (folder / case.unit).symlink_to("/etc/passwd")
        case "instead" if case.unit != f"{folder.name}.ipynb":
            (folder / case.unit).write_text(json.dumps(notebook))
            return ""
        case "grade_id":
            notebook["cells"][1]["metadata"]["nbgrader"]["grade_id"] = case.unit
        case "cell_id":
            notebook["cells"][1]["id"] = case.unit
        case "kernel":
            notebook["metadata"]["kernelspec"] = dict.fromkeys(("name", "language", "display_name"), case.unit)
        case "format":
            notebook["nbformat"] = case.unit
    return json.dumps(notebook)


def _retyped(case: Case, notebook: dict[str, Any], _: Path) -> str:
    cell, mark = notebook["cells"][case.count], "\0the value\0"
    holder = cell
    if case.place in ("cells", "nbformat", "nbformat_minor"):
        holder = notebook
    elif case.place in ("tags", "nbgrader"):
        holder = cell["metadata"]
    elif case.place in ("grade_id", "points", "locked"):
        holder = cell["metadata"].setdefault("nbgrader", {})
    elif case.place in ("notebook_metadata", "kernelspec"):
        holder = notebook if case.place == "notebook_metadata" else notebook["metadata"]
    holder[case.place.removeprefix("notebook_")] = mark
    return json.dumps(notebook).replace(json.dumps(mark), case.unit)


def _running(case: Case, notebook: dict[str, Any], _: Path) -> str:
    statement = case.unit.format(n=case.count)
    if case.place == "cell":
        return _with_double(notebook, f"def double(x):\n    return 3 * x\n\n\n{statement}")
    return _with_double(notebook, f"def double(x):\n    {statement}\n    return 3 * x")


_WRITERS: dict[str, Callable[[Case, dict[str, Any], Path], str]] = {
    "deep": _deep,
    "long": _long,
    "many": _many,
    "huge": _huge,
    "quadratic": _quadratic,
    "nested": _nested,
    "renamed": _renamed,
    "retyped": _retyped,
    "racing": _running,
    "flooding": _running,
}


def _cell(source: str, kind: str = "code") -> dict[str, Any]:
    return {"cell_type": kind, "metadata": {}, "source": source} | (
        {"outputs": [], "execution_count": None} if kind == "code" else {}
    )


def _with_code(notebook: dict[str, Any], source: str, kind: str = "code") -> str:
    notebook["cells"].insert(1, _cell(source, kind))
    return json.dumps(notebook)


def _with_double(notebook: dict[str, Any], code: str) -> str:
    """Return the notebook with other code for `double`, and a right `halve`."""
    notebook["cells"][1]["source"] = PRELUDE + code
    return json.dumps(notebook)


def _with_json(notebook: dict[str, Any], place: str, value: str) -> str:
    """Return the notebook's JSON with `value`, which is JSON or was to be, at this place."""
    mark = "\0the value\0"
    cell = notebook["cells"][1]
    match place:
        case "metadata":
            notebook["metadata"]["x"] = mark
        case "cell_metadata" | "tags":
            cell["metadata"][place] = mark
        case "attachments" | "source" | "id":
            cell[place] = mark
        case "outputs":
            cell["outputs"] = [{"output_type": "display_data", "data": {"text/plain": mark}, "metadata": {}}]
        case "markdown" | "code":
            notebook["cells"].insert(1, _cell(mark, place))
        case _:
            notebook["x"] = mark
    return json.dumps(notebook).replace(json.dumps(mark), value)
