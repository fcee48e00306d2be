"""Pages that show a hand-in run nothing of it, ask for nothing, and still show it."""

import functools
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.converters import GenerateFeedback
from nbgrader.server_extensions import formgrader
from nbgrader.server_extensions.formgrader.formgrader import FormgradeExtension
from traitlets.config import Config

from initcourse.grading.authoring.release import write_release
from initcourse.grading.authoring.sample_class import hand_in
from initcourse.grading.course.nbgrader import Course
from initcourse.grading.feedback.policy import POLICIES, harmless_pages
from tests.support.hostile_pages import PNG, QUIET_ALREADY, VECTORS, dangers, page_notebook, page_text, parsed
from tests.support.small_course import DOUBLE, HALVE, ROOT, SMALL_MODULES, write_submission

EMPTY = new_markdown_cell("")


@functools.cache
def feedback_exporter(safe):
    """Return what `nbgrader generate_feedback` renders with, but for the gradebook."""
    app = GenerateFeedback(config=harmless_pages() if safe else Config())
    exporter = app.exporter_class(config=app.config)
    exporter.register_preprocessor("nbconvert.preprocessors.CSSHTMLHeaderPreprocessor", enabled=True)
    return exporter


@functools.cache
def formgraders_settings(root):
    """Return the settings with which formgrader would serve the course folder `root`."""
    extension = FormgradeExtension()
    extension.root_dir = str(root)
    extension.load_cwd_config = False
    extension.initialize([], root=str(root))
    webapp = SimpleNamespace(settings={"base_url": "/"})
    extension.init_tornado_settings(webapp)
    return webapp.settings


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Two course folders: with our configuration, and with none."""
    safe, stock = tmp_path_factory.mktemp("safe"), tmp_path_factory.mktemp("stock")
    (safe / "nbgrader_config.py").write_text((ROOT / "nbgrader_config.py").read_text())
    (stock / "nbgrader_config.py").write_text("c = get_config()\n")
    return {True: safe, False: stock}


def feedback_page(cell, safe=True, name="small"):
    scores = {"notebook": name, "score": 1, "max_score": 2, "late_penalty": 0}
    notebook = cell if "cells" in cell else page_notebook(cell)
    return feedback_exporter(safe).from_notebook_node(notebook, resources={"nbgrader": dict(scores)})[0]


def marking_page(folder, cell, **named):
    exporter = formgraders_settings(folder)["nbgrader_exporter"]
    resources = {"submission_id": "s1", "notebook_id": "small", "assignment_id": "small", "base_url": "", "index": 0}
    resources |= {"total": 1, "last_name": "", "first_name": "", "student": "ada", "notebook_path": "a"} | named
    notebook = cell if "cells" in cell else page_notebook(cell)
    return exporter.from_notebook_node(notebook, resources=resources)[0]


@pytest.mark.parametrize("name", VECTORS)
def test_a_hostile_cell_does_nothing_in_a_feedback_page(name):
    page = feedback_page(VECTORS[name])
    assert dangers(page) == dangers(feedback_page(EMPTY))
    assert "The cell after it." in page_text(page)


# an odd count of runs stops nbconvert before us
@pytest.mark.parametrize("name", sorted(VECTORS.keys() - {"field: count of runs"}))
def test_a_hostile_cell_does_nothing_in_formgraders_page(name, folders):
    page = marking_page(folders[True], VECTORS[name])
    controls = ("button {'class': 'btn btn-", "textarea {'class': 'comment tabbable'")
    added = dangers(page) - dangers(marking_page(folders[True], EMPTY))
    assert [found for found in added if not found.startswith(controls)] == []


@pytest.mark.parametrize("name", sorted(VECTORS.keys() - QUIET_ALREADY))
@pytest.mark.slow
def test_the_same_cell_acts_in_a_page_without_our_configuration(name):
    try:
        page = feedback_page(VECTORS[name], safe=False)
    except Exception:  # nbgrader writes no page at all
        return
    assert dangers(page) - dangers(feedback_page(EMPTY, safe=False))


def test_an_empty_feedback_page_has_its_own_styles_and_policy_and_nothing_else_that_acts():
    assert {found.split()[0] for found in dangers(feedback_page(EMPTY))} == {"style", "meta"}


def test_the_policy_comes_before_anything_else_in_a_feedback_page():
    first = parsed(feedback_page(EMPTY)).find("head")[0]
    assert first.attrib == {"http-equiv": "Content-Security-Policy", "content": POLICIES["feedback"]}


def test_formgraders_page_has_its_policy_and_asks_no_other_machine(folders):
    page = marking_page(folders[True], EMPTY)
    policies = [meta.get("content") for meta in parsed(page).iter("meta") if "http-equiv" in meta.attrib]
    assert policies == [POLICIES["marking"]]
    assert "https://" not in page
    assert "cdnjs" in marking_page(folders[False], EMPTY)


def test_formgraders_scripts_find_what_they_wait_for(folders):
    script = Path(formgrader.__file__).parent / "static/js/formgrade.js"
    (used,) = set(re.findall(r"MathJax(?:\.\w+)+(?=\()", script.read_text()))
    assert used == "MathJax.Hub.Startup.signal.Interest"
    page = marking_page(folders[True], EMPTY)
    assert "MathJax = {Hub: {Startup: {signal: {Interest:" in page
    assert page.index("MathJax = {") < page.index("<body")


def test_formgraders_page_keeps_the_controls_for_marking(folders):
    nbgrader = {"grade_id": "why", "grade": True, "solution": True, "points": 3, "locked": False, "task": False}
    page = marking_page(folders[True], new_markdown_cell("An answer.", metadata={"nbgrader": nbgrader}))
    ids = {element.get("id") for element in parsed(page).iter() if element.get("class", "").endswith("tabbable")}
    assert {"why", "why_extra_credit", "why-comment"} <= ids
    assert "An answer." in page_text(page)


@pytest.mark.parametrize("field", ["student", "first_name", "last_name", "notebook_path"])
def test_a_hostile_name_does_nothing_in_formgraders_page(field, folders):
    name = '"><img src=x onerror=steal()>'
    named = {"first_name": "a", "last_name": "b", field: name} if "name" in field else {field: name}
    assert dangers(marking_page(folders[True], EMPTY, **named)) == dangers(marking_page(folders[True], EMPTY))
    assert dangers(marking_page(folders[False], EMPTY, **named)) != dangers(marking_page(folders[False], EMPTY))


def test_a_hostile_file_name_does_nothing_in_a_feedback_page():
    name = "</title><img src=x onerror=steal()>"
    page = feedback_page(EMPTY, name=name)
    assert dangers(page) == dangers(feedback_page(EMPTY))
    assert name in page_text(page)


def test_errors_with_markup_and_escapes_are_shown_as_text():
    lines = ["\x1b[0;31m<script>steal()</script>\x1b[0m", "\x1b]8;;javascript:steal()\x07more"]
    error = new_output("error", ename="<img src=x onerror=steal()>", evalue="<b>", traceback=lines)
    page = feedback_page(new_code_cell("raise Odd", outputs=[error, new_output("stream", text="<i onclick=x>")]))
    assert dangers(page) == dangers(feedback_page(EMPTY))
    assert "<script>steal()</script>" in page_text(page)
    assert "<i onclick=x>" in page_text(page)


HONEST = r"""# A heading

Some *emphasis*, `a < b` and a [link](https://arxiv.org/abs/1502.01852).

| a | b |
|---|---|
| 1 | 2 |

```python
x = 1 if a < b else "&"
```

- [ ] a list

The variance is $\operatorname{Var}(W) = \frac{2}{n}$, costs 5 $ or less.

![drawn](attachment:a.png)
"""


@pytest.fixture(scope="module")
def honest():
    answer = new_markdown_cell(HONEST, attachments={"a.png": {"image/png": PNG}})
    image = f'<img alt="A picture." src="data:image/png;base64,{PNG}" style="max-width: 100%">'
    row = '<tr style="text-align: right;"><th>k</th></tr>'
    table = f'<style scoped>.x {{}}</style><table border="1" class="dataframe">{row}</table>'
    outputs = [
        new_output("display_data", data={"text/html": image, "image/png": PNG, "text/plain": "A picture."}),
        new_output("execute_result", data={"text/html": table, "text/plain": "k"}),
        new_output("display_data", data={"image/png": PNG}, metadata={"image/png": {"alt": "Plain.", "width": 40}}),
        new_output("display_data", data={"image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg'/>"}),
        new_output("display_data", data={"text/latex": r"$\frac{1}{2}$"}),
        new_output("stream", text="\x1b[1;32mprinted\x1b[0m"),
    ]
    return new_notebook(cells=[answer, new_code_cell("show()", outputs=outputs)])


@pytest.fixture(params=["feedback", "marking"])
def honest_page(request, honest, folders):
    return feedback_page(honest) if request.param == "feedback" else marking_page(folders[True], honest)


def test_honest_text_tables_and_code_stay(honest_page):
    tree = parsed(honest_page)
    assert {"A heading", "emphasis", "a < b", "link"} <= {(element.text or "").strip() for element in tree.iter()}
    assert 'x = 1 if a < b else "&"' in page_text(honest_page).replace(" \n", "").replace("  ", " ")
    assert "costs 5 $ or less" in page_text(honest_page)
    assert tree.find(".//a[@href='https://arxiv.org/abs/1502.01852']") is not None
    assert tree.find(".//table[@class='dataframe']//tr").get("style") == "text-align: right;"
    assert any(element.get("class") == "k" for element in tree.iter("span")), "code is not highlighted"
    assert any("ansi-green" in element.get("class", "") for element in tree.iter("span")), "colours are lost"


def test_long_lines_are_broken_and_not_cut_off(honest_page):
    styles = "".join(style.text or "" for style in parsed(honest_page).iter("style"))
    assert "div.output pre, div.input_area pre { white-space: pre-wrap;" in styles


def test_honest_pictures_and_their_descriptions_stay(honest_page):
    images = {image.get("alt"): image for image in parsed(honest_page).iter("img")}
    assert {"A picture.", "Plain.", "drawn"} <= images.keys()
    assert all(image.get("src").startswith("data:image/") for image in images.values())
    assert images["A picture."].get("style") == "max-width: 100%;"
    assert images["Plain."].get("width") == "40"


def test_formulas_are_pictures_whose_description_is_their_source(honest_page):
    described = {image.get("alt") for image in parsed(honest_page).iter("img")}
    assert r"$\operatorname{Var}(W) = \frac{2}{n}$" in described
    assert r"$$\frac{1}{2}$$" in described


NESTED = "$" + r"\frac{1}{" * 80 + "x" + "}" * 80 + "$"  # exponential time for a renderer that measures a part twice


@pytest.mark.parametrize(
    "text", ["<b>" * 5_000, ">" * 5_000 + "a", "[" * 3_000, "$" + "{" * 900 + "$", NESTED, "x" * 300_000]
)
def test_a_cell_that_is_hard_to_render_is_still_shown_and_so_is_the_next(text):
    assert "The cell after it." in page_text(feedback_page(new_markdown_cell(text)))


@pytest.fixture
def graded_course(small_course):
    """Return the small course without our configuration, with one graded hand-in that is hostile."""
    (small_course / "nbgrader_config.py").write_text(f"c = get_config()\nc.Execute.modules = {list(SMALL_MODULES)}\n")
    write_release(small_course, ["small"])
    written = "<script>steal()</script>my answer"
    content = hand_in(small_course / "release/small/small.ipynb", {"double": DOUBLE, "halve": HALVE}, written)
    write_submission(small_course, "ada", content)
    assert "<script>" in (small_course / "submitted/ada/small/small.ipynb").read_text()
    return small_course


@pytest.mark.slow
def test_feedback_is_harmless_also_in_a_course_without_our_configuration(graded_course):
    course = Course(graded_course)
    assert course.autograde("small", "ada").done
    result = course.feedback("small", "ada")
    assert result.done, result.log
    page = (graded_course / "feedback/ada/small/small.html").read_text()
    assert "script" not in {found.split()[0] for found in dangers(page + "<p>The cell after it.</p>")}
    assert "my answer" in page_text(page)
    assert "Score: 17.0 / 20.0" in page_text(page)


@pytest.mark.slow
def test_files_that_act_are_not_copied_along_with_a_hand_in(graded_course):
    with (graded_course / "nbgrader_config.py").open("a") as config:
        config.write("from initcourse.grading.feedback.policy import harmless_pages\nc.merge(harmless_pages())\n")
    folder = graded_course / "submitted/ada/small"
    acting = ["a.html", "b.HTM", "c.svg", "d.xhtml", ".e.html", "nbgrader_config.py", "[x]/f.html", "g/h.js", "i.xml"]
    for name in [*acting, "data.csv", "g/data.txt"]:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x")
    course = Course(graded_course)
    assert course.autograde("small", "ada").done
    graded = graded_course / "autograded/ada/small"
    copied = {str(path.relative_to(graded)) for path in graded.rglob("*") if path.is_file()}
    assert copied == {"small.ipynb", "data.csv", "g/data.txt"}
