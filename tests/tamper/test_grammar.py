import json
import warnings

import pytest

from initcourse.grading.authoring.sample_class import hand_in
from tests.support.small_course import RIGHT, small_notebook, write_source
from tests.tamper.grammar import GRAMMARS, KINDS, Case, draw_cases, write_case


def test_every_kind_has_a_grammar():
    assert set(GRAMMARS) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_cases_are_drawn_again_and_fewer_are_the_first_of_them(kind):
    cases = draw_cases(kind, 12)
    assert len(cases) == 12
    assert {case.kind for case in cases} == {kind}
    assert draw_cases(kind, 5) == cases[:5]


@pytest.mark.parametrize("kind", KINDS)
def test_every_case_can_be_written(kind, tmp_path):
    write_source(tmp_path, small_notebook())
    right = hand_in(tmp_path / "source/small/small.ipynb", RIGHT)
    for place, case in enumerate(draw_cases(kind, 12)):
        folder = tmp_path / str(place) / "small"
        write_case(case, json.loads(right), folder)
        assert any(folder.iterdir())


def test_a_case_puts_its_harm_in_its_place(tmp_path):
    write_source(tmp_path, small_notebook())
    right = hand_in(tmp_path / "source/small/small.ipynb", RIGHT)
    write_case(Case("deep", "metadata", "[", 3), json.loads(right), tmp_path / "a/small")
    assert json.loads((tmp_path / "a/small/small.ipynb").read_text())["metadata"]["x"] == [[[0]]]
    write_case(Case("retyped", "source", "[1]", 2), json.loads(right), tmp_path / "b/small")
    assert json.loads((tmp_path / "b/small/small.ipynb").read_text())["cells"][2]["source"] == [1]
    write_case(Case("renamed", "instead", "x.ipynb", 1), json.loads(right), tmp_path / "c/small")
    assert [path.name for path in (tmp_path / "c/small").iterdir()] == ["x.ipynb"]


def test_code_that_is_generated_is_python():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        for case in [*draw_cases("racing", 30), *draw_cases("flooding", 60), *draw_cases("nested", 20)]:
            compile(case.unit.format(n=case.count).replace("await ", ""), "<case>", "exec")
