"""Mutants: every operator makes its changes and no others, and equivalents are matched by what they change."""

import ast

import pytest

from initcourse.grading.authoring.mutation import check_equivalents, mutants, read_equivalents, unknown_entries
from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.course.folder import assignment_names
from initcourse.grading.errors import CourseError
from tests.support.small_course import ROOT

SOLUTIONS = [
    pytest.param(cell.code, id=cell.grade_id)
    for name in assignment_names(ROOT)
    for cell in read_assignment(ROOT, name).of_kind("solution")
]


def became(code, kind):
    """Return what the changes of one kind make of `code`: the text after "became", without its quotes."""
    return {m.key.split("` became `")[1].rstrip("`") for m in mutants(code) if m.name.split("-")[1] == kind}


@pytest.mark.parametrize(
    ("code", "kind", "expected"),
    [
        ("a + b", "arithmetic", {"a - b", "a * b"}),
        ("a - b", "arithmetic", {"a + b"}),
        ("a * b", "arithmetic", {"a / b", "a + b"}),
        ("a / b", "arithmetic", {"a * b", "a // b"}),
        ("a // b", "arithmetic", {"a / b"}),
        ("a % b", "arithmetic", {"a * b"}),
        ("a ** b", "arithmetic", {"a * b"}),
        ("a @ b", "arithmetic", {"a * b"}),
        ("a | b", "arithmetic", {"a & b"}),
        ("a & b", "arithmetic", {"a | b"}),
        ("a += b", "arithmetic", {"a -= b", "a *= b"}),
        ("a < b", "compare", {"a <= b", "a >= b"}),
        ("a <= b", "compare", {"a < b", "a > b"}),
        ("a > b", "compare", {"a >= b", "a <= b"}),
        ("a >= b", "compare", {"a > b", "a < b"}),
        ("a == b", "compare", {"a != b", "a <= b", "a >= b"}),
        ("a != b", "compare", {"a == b"}),
        ("a in b", "compare", {"a not in b"}),
        ("a not in b", "compare", {"a in b"}),
        ("a is b", "compare", {"a is not b"}),
        ("a is not b", "compare", {"a is b"}),
        ("a < b < c", "compare", {"a <= b < c", "a >= b < c", "a < b <= c", "a < b >= c"}),
        ("a and b", "logic", {"a or b"}),
        ("a or b", "logic", {"a and b"}),
        ("a and b", "side", {"a", "b"}),
        ("a or b or c", "side", {"b or c", "a or c", "a or b"}),
        ("if f(a):\n    b", "negated", {"not f(a)"}),
        ("while f(a):\n    b", "negated", {"not f(a)"}),
        ("a if b else c", "negated", {"not b"}),
        ("[a for a in b if a if c]", "negated", {"not a", "not c"}),
        ("[a for a in b if c]", "filter", {"for a in b"}),
        ("f(3)", "number", {"f(4)", "f(2)", "f(0)", "f(6)"}),
        ("f(0.5)", "number", {"f(1.5)", "f(-0.5)", "f(0)", "f(1.0)"}),
        ("f(1)", "number", {"f(2)", "f(0)"}),
        ("f(0)", "number", {"f(1)", "f(-1)"}),
        ("f(0.0)", "number", {"f(1.0)", "f(-1.0)"}),
        ("0 ** a", "number", {"1 ** a", "(-1) ** a"}),
        ("f(True)", "boolean", {"f(False)"}),
        ("f('x')", "string", {"f('x_')"}),
        ("{'x': y}", "string", {"'x_'"}),
        ("f(a[f'{x}_y:{z:.2f}'])", "string", {"f'{x}_y:_{z:.2f}'"}),
        ("a(-b)", "without", {"a(b)"}),
        ("a(~b, not c)", "without", {"a(b, not c)", "a(~b, c)"}),
        ("f(a, b, c)", "arguments", {"f(b, a, c)", "f(c, b, a)", "f(a, c, b)"}),
        ("f(*a, b)", "arguments", set()),
        ("f(a, a)", "arguments", set()),
        ("f(a)", "call", {"a"}),
        ("f(a, b)", "call", set()),
        ("a.copy()", "method", {"a"}),
        ("np.mean(a, axis=1, keepdims=True)", "keyword", {"np.mean(a, axis=1)", "np.mean(a, keepdims=True)"}),
        ("np.mean(a, axis=1)", "number", {"np.mean(a, axis=2)", "np.mean(a, axis=0)"}),
        ("np.mean(a)", "keyword", {"np.mean(a, axis=0)"}),
        ("np.std(a, axis=0)", "keyword", {"np.std(a)", "np.std(a, axis=0, ddof=1)"}),
        ("a.var()", "keyword", {"a.var(axis=0)", "a.var(ddof=1)"}),
        ("f(**a)", "keyword", set()),
        ("max(a)", "keyword", set()),
        ("a[b]", "index", {"b + 1", "b - 1"}),
        ("a[b:c]", "index", {"b + 1", "b - 1", "c + 1", "c - 1"}),
        ("for i in range(a):\n    b", "index", {"a + 1", "a - 1"}),
        ("a[b:c:d]", "slice", {"a[:c:d]", "a[b::d]", "a[b:c]"}),
        ("a[:b]", "slice", {"a[:]", "a[1:b]"}),
        ("a[b:]", "slice", {"a[:]", "a[b:-1]"}),
        ("a[1:-1]", "number", {"a[2:-1]", "a[0:-1]", "a[1:-2]", "a[1:-0]"}),
        ("a = b", "assign", {"pass"}),
        ("a += b", "augassign", {"pass", "a = b"}),
        ("a: int = b", "annassign", {"pass"}),
        ("f(a)", "expr", {"pass"}),
        ("raise ValueError", "raise", {"pass"}),
        ("for a in b:\n    break", "break", {"continue"}),
        ("for a in b:\n    continue", "continue", {"break"}),
        ("def f():\n    return a", "return", {"return -a", "return None"}),
        ("def f():\n    return", "return", set()),
    ],
)
def test_each_operator_makes_its_changes(code, kind, expected):
    assert became(code, kind) == expected


@pytest.mark.parametrize(
    "code",
    [
        '"""Text."""',
        'def f(a: x[1] = b) -> x[1]:\n    """Text 1 + 1."""',
        "@cache(1)\ndef f():\n    pass",
    ],
)
def test_docstrings_annotations_and_decorators_are_left_alone(code):
    assert [m.change for m in mutants(code)] == []


def test_the_text_of_an_error_is_left_alone():
    assert [m.key for m in mutants('raise ValueError(f"{a + 1} is too much") from b[0]')] == [
        "`raise ValueError(f'{a + 1} is too much') from b[0]` became `pass`"
    ]
    assert {m.key for m in mutants('assert a, "no " + b')} == {"`a` became `not a`"}


def test_a_mutant_tells_its_line_and_its_change():
    code = "def f(a, b):\n    ### BEGIN SOLUTION\n    return a < b\n    ### END SOLUTION\n"
    found = {m.name: m for m in mutants(code)}
    assert found["3-compare-lt-lte"].change == "line 3: `a < b` became `a <= b`"
    assert found["3-compare-lt-lte"].code == "def f(a, b):\n    return a <= b"


def test_the_same_change_in_two_places_has_two_names_and_keys_that_lines_above_do_not_touch():
    code = "a = b - 1\nc = b - 1\nd = [b - 1, b - 1]"
    found = mutants(code)
    assert len({m.name for m in found}) == len({m.key for m in found}) == len(found)
    assert "`b - 1` became `b + 1` (place 4)" in {m.key for m in found}
    assert "3-arithmetic-sub-add-2" in {m.name for m in found}
    assert [m.key for m in mutants("\n\n" + code)] == [m.key for m in found]


def test_a_change_that_gives_the_same_code_twice_is_listed_once():
    assert [m.key for m in mutants("if a < b:\n    pass")] == ["`a < b` became `a <= b`", "`a < b` became `a >= b`"]


@pytest.mark.parametrize("code", SOLUTIONS)
def test_every_mutant_of_a_solution_compiles_and_differs_from_it_and_from_the_others(code):
    found = mutants(code)
    texts = [ast.unparse(ast.parse(m.code)) for m in found]
    assert found
    assert len({*texts, ast.unparse(ast.parse(code))}) == len(found) + 1


def test_equivalents_are_read_by_key(tmp_path):
    path = tmp_path / "equivalent.toml"
    assert read_equivalents(path) == {}
    path.write_text('"`a == 0` became `a <= 0`" = "a is a count"\n')
    assert check_equivalents(path, mutants("a == 0")) == {"`a == 0` became `a <= 0`": "a is a count"}


def test_an_entry_that_no_mutant_has_is_named(tmp_path):
    path = tmp_path / "equivalent.toml"
    path.write_text('"`a == 0` became `a <= 0`" = "a is a count"\n')
    assert unknown_entries(read_equivalents(path), mutants("a == 1")) == ["`a == 0` became `a <= 0`"]
    with pytest.raises(CourseError, match="no mutant `a == 0` became `a <= 0`: take the line out"):
        check_equivalents(path, mutants("a == 1"))


@pytest.mark.parametrize(
    ("text", "told"), [("`a`", "is not TOML"), ('"`a` became `b`" = " "', "no reason"), ("[a]\nb = 1", "no reason")]
)
def test_a_file_that_cannot_be_used_is_refused(tmp_path, text, told):
    path = tmp_path / "equivalent.toml"
    path.write_text(text)
    with pytest.raises(CourseError, match=told):
        read_equivalents(path)
