"""A notebook as one file: no request, formulas that can be read aloud, nothing folded away or cut on paper."""

import re
import tomllib

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from initcourse.grading.course.folder import assignment_names
from initcourse.student.offline_page import OfflinePage, mathml
from tests.support.small_course import ROOT

ADDRESS = re.compile(r"""(?:src|href|url|import|from)\s*[=(]?\s*["'(]?\s*(?:https?:)?//""")
"""Something that a browser would fetch."""


def page_of(*cells, **metadata):
    page, _ = OfflinePage().from_notebook_node(new_notebook(cells=list(cells), metadata=metadata))
    return BeautifulSoup(page, "html.parser")


def markdown_of(name):
    return [
        cell
        for cell in nbformat.read(ROOT / "source" / name / f"{name}.ipynb", as_version=4).cells
        if cell.cell_type == "markdown"
    ]


def test_the_page_is_offered_under_a_name_that_jupyters_server_takes():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    ((name, place),) = project["entry-points"]["nbconvert.exporters"].items()
    assert re.fullmatch(r"\w+", name)
    assert place == f"{OfflinePage.__module__}:{OfflinePage.__name__}"


def test_the_page_fetches_nothing():
    page = page_of(new_markdown_cell("$x$"), widgets={"application/vnd.jupyter.widget-state+json": {}})
    assert not ADDRESS.findall(str(page))
    assert len(page.head("script")) == 1  # the one that unfolds for print


@pytest.mark.parametrize("name", assignment_names(ROOT))
def test_every_formula_of_the_course_is_mathml(name):
    page = page_of(*markdown_of(name))
    sources = [code.text for code in page("code")]
    assert len(page("math")) > 20
    assert not [text for text in sources if "\\" in text]
    assert "$" not in " ".join(part for part in page.main.stripped_strings)


def test_the_number_of_an_equation_stands_apart_from_it():
    assert '<mspace width="2em" /><mtext>(1)</mtext>' in mathml(r"x = 1 \tag{1}", "block")


def test_a_formula_that_is_none_is_shown_as_its_source():
    assert mathml(r"x_1_2 <b>") == "<code>x_1_2 &lt;b&gt;</code>"


def test_formulas_in_folded_text_are_formulas_and_the_page_unfolds_it_for_print():
    page = page_of(new_markdown_cell("<details><summary>What to see</summary>\n\n**Half** of $E[z^2]$.\n\n</details>"))
    assert page.details.summary.text == "What to see"
    assert page.details.math
    assert page.details.strong
    assert "beforeprint" in page.head.script.text


def test_pictures_keep_their_alternative_text():
    image = '<img alt="A falling line." src="data:image/png;base64,aGk=">'
    cell = new_code_cell("show()", outputs=[new_output("display_data", {"text/html": image, "text/plain": "A"})])
    assert page_of(cell).img["alt"] == "A falling line."


def test_long_lines_are_wrapped():
    assert re.search(r"pre, code \{ white-space: pre-wrap !important", str(page_of().head))
