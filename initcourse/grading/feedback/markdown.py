"""Markdown of hand-ins as harmless HTML, with formulas as pictures.

nbconvert's parser and renderer do the work, in the process that is confined to the page (`rendering`), over texts of
bounded length. What they make is cleaned (`html`) with marks in the places of formulas, and then the pictures come in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath, MathBlockParser, MathInlineParser

from initcourse.grading.feedback.formulas import MAX_CHARACTERS as MAX_FORMULA
from initcourse.grading.feedback.html import Marked, harmless_html, is_base64
from initcourse.grading.feedback.plain import plain

Picture = Callable[[str, bool], str | None]
"""Draws a formula, in a line of its own or not; None if it does not."""

SHOWN_LANGUAGES = ("py", "python", "python3", "ipython", "ipython3")
"""Code in a Markdown cell that is highlighted: as Python."""

PASTED = ("image/png", "image/jpeg")


def render_markdown(
    source: str,
    pasted: Mapping[str, Mapping[str, str]],
    accepts: Callable[[str], bool],
    picture: Picture,
    highlight: Callable[[str], str],
) -> str:
    """Return `source` as harmless HTML; `pasted` are pictures by name and MIME type, each is shown once.

    `accepts` tells of a picture's data whether they may be shown.

    Raises whatever nbconvert's parser raises, and `html.TooCostly`.
    """
    renderer = _Renderer(pasted, picture, highlight)
    parser = MarkdownWithMath(renderer=renderer, block=_BlockParser(), inline=_InlineParser(hard_wrap=False))
    html = harmless_html(
        parser.render(source), lambda data: accepts(renderer.data.put_into(data)), renderer.formulas.secret
    )
    return renderer.data.put_into(renderer.formulas.put_into(html))


def _bounded(patterns: Mapping[str, str]) -> dict[str, str]:
    """Return the patterns for formulas with an end within reach: without one, each beginning is sought an end for."""
    reach = f"{{0,{MAX_FORMULA}}}?"
    return {
        name: pattern.replace(".*?", f".{reach}").replace(".+?", f".{reach.replace('0', '1', 1)}")
        if "math" in name or "latex" in name
        else pattern
        for name, pattern in patterns.items()
    }


class _BlockParser(MathBlockParser):
    SPECIFICATION = _bounded(MathBlockParser.SPECIFICATION)


class _InlineParser(MathInlineParser):
    SPECIFICATION = _bounded(MathInlineParser.SPECIFICATION)


class _Renderer(IPythonRenderer):
    """nbconvert's renderer, with marks for formulas and pictures' data, and without ids and files."""

    def __init__(
        self,
        pasted: Mapping[str, Mapping[str, str]],
        picture: Picture,
        highlight: Callable[[str], str],
    ) -> None:
        super().__init__(escape=False, exclude_anchor_links=True, embed_images=False)
        self.pasted, self.picture, self.highlight = dict(pasted), picture, highlight
        self.formulas, self.data = Marked(), Marked()

    def block_code(self, code: str, info: str | None = None) -> str:
        """Highlight Python; nothing else is worth a parser that a student chooses."""
        language = (info or "").strip().partition(" ")[0].lower()
        return self.highlight(code) if language in SHOWN_LANGUAGES else f"<pre><code>{plain(code)}</code></pre>\n"

    def block_math(self, body: str) -> str:
        return self._formula(body, True)

    def inline_math(self, body: str) -> str:
        return self._formula(body, False)

    def latex_environment(self, name: str, body: str) -> str:
        return self.block_math(body if name.startswith("equation") else f"\\begin{{{name}}}{body}\\end{{{name}}}")

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Show a picture that is in the notebook, or the alternative text where there is none."""
        name = url.removeprefix("attachment:")
        if name == url and url not in self.pasted:
            return str(super().image(text, url, title))
        forms = self.pasted.pop(name, {})
        for mime_type in PASTED:
            data = "".join(forms.get(mime_type, "").split())
            if is_base64(data):
                return f'<img src="data:{mime_type};base64,{self.data.mark(data)}" alt="{escape(text)}"/>'
        return escape(text)

    def _formula(self, tex: str, display: bool) -> str:
        return self.formulas.mark(self.picture(tex, display) or f"<code>{plain(tex)}</code>")
