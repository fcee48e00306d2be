"""Whatever a text holds, rendering it takes work in proportion to its length, ends, and shows something harmless."""

import os
import subprocess
import sys
import time

import msgspec
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from traitlets.config import Config

from initcourse.grading.errors import CourseError
from initcourse.grading.feedback import renderer
from initcourse.grading.feedback.ansi import coloured
from initcourse.grading.feedback.exporter import FeedbackExporter
from initcourse.grading.feedback.html import NO_DESCRIPTION, harmless_html
from initcourse.grading.feedback.notebook import MAX_CELLS, MAX_OUTPUTS, page_request, placed
from initcourse.grading.feedback.page import PageRequest, RenderedPage, ShownCell, ShownOutput
from initcourse.grading.feedback.pictures import PagePictures
from initcourse.grading.feedback.plain import MAX_TEXT, cut, plain_block, plain_code
from initcourse.grading.feedback.policy import harmless_pages
from initcourse.grading.feedback.rendering import PAGE_TEXT, render, render_page
from initcourse.grading.sandbox import bubblewrap
from tests.support.hostile_pages import PNG, page_text, parsed

HOSTILE = {
    "one letter": "a",
    "space": " \n",
    "less than": "<",
    "ampersand": "&",
    "dollar": "$",
    "formulas": "$x^2$ ",
    "backticks": "`",
    "code spans": "` ",
    "brackets": "[",
    "links": "[a](",
    "references": "[a][b]\n",
    "emphasis": "*a",
    "underscores": "_a ",
    "backslash": "\\\\(",
    "environments": "\\begin{a}",
    "lists": "1. a\n",
    "quotes": "> ",
    "tables": "|a|b|\n|-|-|\n",
    "magics": "%a\n",
    "questions": "a?\n",
    "strings": '"""',
    "one tag": "<b>",
    "tags with attributes": "<b a=1>",
    "tags and paragraphs": "<i x><p>",
    "attribute": " style=",
    "unclosed tag": "<p style=",
    "comments": "<!--",
    "nested": "<div>",
    "nested tables": "<table><tr><td>",
    "rows": "<tr><td>1</td></tr>",
    "pictures": "data:image/png;base64,",
    "colours": "\x1b[31mx",
    "unfinished colours": "\x1b[3",
    "all colours": "\x1b[1;4;7;38;2;1;2;3mx\x1b[0m",
    "escape": "\x1b",
    "returns": "\r",
}
"""What a text may be made of, again and again."""

FORMS = ("text/plain", "text/html", "text/markdown", "text/latex", "image/png", "image/svg+xml")

SOME_SECONDS = 0.2
"""Computing time below which a measurement says nothing: what every page costs, and what clocks do not tell apart."""


def cells_of(text):
    """Return cells that show the text in every way."""
    outputs = [ShownOutput("display_data", {form: text}) for form in FORMS]
    sources = [ShownCell("code", text, outputs=outputs), ShownCell("markdown", text, comment=text)]
    return [*sources, ShownCell("raw", text)]


def cpu(request):
    """Return the computing time of the call, the shorter of two: other processes may get in the way."""
    times = []
    for _ in range(2):
        begin = time.process_time()
        render(msgspec.msgpack.encode(request))
        times.append(time.process_time() - begin)
    return min(times)


def repeated(unit, length):
    return (unit * length)[:length]


@pytest.mark.parametrize("length", [4_000, pytest.param(40_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", HOSTILE)
def test_work_grows_with_the_length_of_a_text(name, length):
    once, twice = (cpu(PageRequest(cells_of(repeated(HOSTILE[name], n)))) for n in (length, 2 * length))
    assert twice < 3 * max(once, SOME_SECONDS)


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_page_of_many_cells_costs_a_part_of_its_limit(name):
    few, many = (cpu(PageRequest(count * cells_of(repeated(HOSTILE[name], 5_000)))) for count in (8, 16))
    assert many < 3 * max(few, SOME_SECONDS)
    assert many < renderer.RENDERING.seconds / 2


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_rendered_is_whole_html(name):
    page = render_page(PageRequest(cells_of(repeated(HOSTILE[name], 3_000))))
    for cell in page.cells:
        for html in (cell.source, cell.comment, *(output.html for output in cell.outputs)):
            tree = parsed(f"<div id='around'>{html}</div><p>The cell after it.</p>").find("body")
            assert [child.tag for child in tree] == ["div", "p"], html[:200]


def exporter(**execute):
    config = harmless_pages()
    config.merge(Config({"Execute": execute, "HTMLExporter": {"template_name": "classic"}}))
    return FeedbackExporter(config=config)


@pytest.fixture(scope="module")
def small_pages():
    return exporter()


def rendered(cell):
    return render_page(PageRequest([cell])).cells[0]


def test_a_long_output_is_cut_with_a_line_that_says_where_the_whole_is():
    text = "begin " + "x" * 3 * MAX_TEXT + " end"
    (output,) = rendered(ShownCell("code", "", outputs=[ShownOutput("stdout", {"text/plain": text})])).outputs
    assert len(output.html) < MAX_TEXT + 200
    assert output.html.startswith("begin")
    assert output.html.endswith(" end")
    assert "characters are not shown here: the graded notebook has them" in output.html


def test_a_page_has_a_bounded_size():
    outputs = [ShownOutput("stdout", {"text/plain": "&" * MAX_TEXT})] * 50
    page = render_page(PageRequest([ShownCell("code", "x", outputs=outputs)]))
    assert sum(len(output.html) for output in page.cells[0].outputs) < len("&amp;") * PAGE_TEXT + 50 * 200


@pytest.mark.parametrize("limit", [0, 1, 7, 100])
def test_what_is_cut_keeps_its_beginning_and_its_end(limit):
    text = "".join(map(str, range(1_000)))
    begin, _, end = cut(text, limit).rpartition("[")[0], None, cut(text, limit).rpartition("]")[2]
    assert len(begin.strip()) + len(end.strip()) == limit
    assert text.startswith(begin.strip())
    assert text.endswith(end.strip())


def test_more_cells_and_outputs_than_a_person_reads_are_counted_and_not_shown():
    printed = [new_output("stream", text=f"{number}") for number in range(MAX_OUTPUTS + 5)]
    graded = new_markdown_cell("Mine.", metadata={"nbgrader": {"grade_id": "why", "grade": True, "solution": True}})
    cells = [new_code_cell("x", outputs=printed), *[new_code_cell("y") for _ in range(MAX_CELLS)], graded]
    request, bare = page_request(new_notebook(cells=cells))
    assert (request.missing, request.cells[0].missing) == (1, 5)
    assert request.cells[-1].source == "Mine."
    assert len(bare.cells) == len(request.cells) == MAX_CELLS + 1


def test_the_bare_notebook_holds_nothing_that_a_student_wrote():
    cells = [
        new_code_cell("SECRET", outputs=[new_output("display_data", {"SECRET": "SECRET", "text/html": "SECRET"})]),
        new_markdown_cell("SECRET", attachments={"SECRET": {"image/png": "SECRET"}}, metadata={"tags": ["SECRET"]}),
    ]
    _, bare = page_request(new_notebook(cells=cells, metadata={"title": "SECRET"}))
    assert "SECRET" not in str(bare)


def test_a_text_that_is_no_placeholder_is_escaped():
    assert placed("<b>") == "&lt;b&gt;"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a\x1b[31mb\x1b[0mc", 'a<span class="ansi-red-fg">b</span>c'),
        ("\x1b[1;32mb", '<span class="ansi-green-intense-fg ansi-bold">b</span>'),
        ("\x1b[38;2;1;2;3m<b>", '<span style="color: rgb(1,2,3)">&lt;b&gt;</span>'),
        ("\x1b[48;5;196mb", '<span style="background-color: rgb(255,0,0)">b</span>'),
        ("\x1b[38;5;244mb", '<span style="color: rgb(128,128,128)">b</span>'),
        ("\x1b[7mb", '<span class="ansi-default-inverse-fg ansi-default-inverse-bg">b</span>'),
        ("\x1b[93;101mb", '<span class="ansi-yellow-intense-fg ansi-red-intense-bg">b</span>'),
        ("\x1b[31mb\x1b[2Kc", '<span class="ansi-red-fg">bc</span>'),
        ("\x1b[4mb\x1b[24mc", '<span class="ansi-underline">b</span>c'),
        ("\x1b[38;5;999mb\x1b[m", "b"),
        ("\x1b[" + "1" * 5_000 + "mb", "1" * 5_000 + "mb"),
    ],
)
def test_colours_of_a_terminal_become_classes(text, html):
    assert coloured(text) == html


def test_attributes_hold_no_tag_that_a_later_step_could_take_for_one():
    text = f'<img title="<img>" src="data:image/png;base64,{PNG}"><a title="<img src=x>">b</a>'
    html = harmless_html(text, PagePictures().accepts)
    assert [image.get("alt") for image in parsed(html).iter("img")] == [NO_DESCRIPTION]


def test_a_formula_in_an_attribute_goes_with_the_attribute():
    html = rendered(ShownCell("markdown", '<div title="\n\n$x$\n\n<b class="k">z</b>')).source
    assert [element.attrib for element in parsed(html).iter("div")] == [{}]
    assert list(parsed(html).iter("img")) == []


@pytest.mark.parametrize(
    "text",
    [
        "*a" * 1_001,
        "[" * 1_001,
        "_" * 1_001,
        "a " * 5_001,
        "<div>" * 1_000 + "<p>" * 4_001,
        "<b a>" * 400 + "<p>" * 2_200,
    ],
)
def test_markdown_that_would_take_long_is_shown_as_its_source(text):
    assert rendered(ShownCell("markdown", text)).source == plain_block(text)


@pytest.mark.parametrize("text", ["<div>" * 5_001, "<b a>" * 400 + "<p>" * 2_200, "<p a b c " * 12_000])
def test_html_that_would_take_long_is_shown_as_its_source(text):
    assert rendered(ShownCell("raw", text)).source == plain_block(text)


@pytest.mark.parametrize("text", ["x = 1 # " + "a" * 20_000, "x = 1" + " \n" * 200 + "y = 2"])
def test_code_that_would_take_long_is_not_highlighted(text):
    assert rendered(ShownCell("code", text)).source == plain_code(text)


def test_lines_of_a_traceback_stand_below_one_another_with_none_empty(small_pages):
    error = new_output("error", ename="E", evalue="", traceback=["Traceback:", "  line 1", "E"])
    page, _ = small_pages.from_notebook_node(new_notebook(cells=[new_code_cell("x", outputs=[error])]))
    shown = [pre for pre in parsed(page).iter("pre") if "Traceback" in "".join(pre.itertext())]
    assert ["".join(pre.itertext()) for pre in shown] == ["Traceback:\n  line 1\nE"]


def test_every_formula_of_a_long_text_is_drawn(small_pages):
    formulas = [rf"$x_{{{number}}} = \texttt{{a}} \sum_{{i=1}}^{{{number}}} \mathbf{{W}}$" for number in range(80)]
    page, _ = small_pages.from_notebook_node(new_notebook(cells=[new_markdown_cell("\n\n".join(formulas))]))
    assert {image.get("alt") for image in parsed(page).iter("img")} == set(formulas)


@pytest.fixture
def no_renderer(monkeypatch):
    """Let every call of the renderer fail as if it had run out of time."""

    class Failing:
        def call(self, function, payload):
            raise renderer.CallFailed("time")

    monkeypatch.setattr(renderer, "confined_renderer", lambda pid, sandboxed: Failing())


def test_a_page_that_cannot_be_rendered_is_shown_as_plain_text(no_renderer):
    cells = [ShownCell("code", "<b>", outputs=[ShownOutput("stdout", {"text/plain": "&" * 10**7})])]
    page, notice = renderer.render_page(PageRequest(cells), sandboxed=True)
    assert notice == "This page is shown as plain text: rendering it takes more than 20 seconds of computing."
    assert "&lt;b&gt;" in page.cells[0].source
    assert len(page.cells[0].outputs[0].html) < 5 * renderer.PLAIN_PAGE


@pytest.mark.parametrize("answer", [b"", b"\x93", msgspec.msgpack.encode(RenderedPage([]))])
def test_an_answer_that_is_none_is_a_page_of_plain_text(answer, monkeypatch):
    class Answering:
        def call(self, function, payload):
            return answer

    monkeypatch.setattr(renderer, "confined_renderer", lambda pid, sandboxed: Answering())
    page, notice = renderer.render_page(PageRequest([ShownCell("code", "x = 1")]), sandboxed=True)
    assert "x = 1" in page.cells[0].source
    assert notice == "This page is shown as plain text: the renderer has failed."


def test_without_bubblewrap_a_page_is_refused_unless_the_course_does_without(monkeypatch):
    def missing():
        raise CourseError("bubblewrap is missing")

    monkeypatch.setattr(bubblewrap, "_bubblewrap", missing)
    monkeypatch.setattr(renderer, "confined_renderer", renderer.confined_renderer.__wrapped__)
    notebook = new_notebook(cells=[new_code_cell("x = 1", outputs=[new_output("stream", text="printed")])])
    with pytest.raises(CourseError, match="bubblewrap is missing"):
        exporter().from_notebook_node(notebook)
    page, _ = exporter(sandbox=False).from_notebook_node(notebook)
    assert "printed" in page_text(page)


def test_the_server_holds_no_font_open_when_it_forks():
    code = "import os, initcourse.grading.feedback.warm_up\n"
    code += "print(*(os.path.realpath(f'/proc/self/fd/{fd}') for fd in os.listdir('/proc/self/fd')))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ))
    assert ".ttf" not in run.stdout
    assert run.stdout.strip()
