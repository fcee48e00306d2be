"""Renders one page, so that a process forked afterwards finds parsers built. Imported last, for that.

What was drawn is given up again: its fonts are open files, and a process that enters a sandbox loses those. Closed
later in a forked process, they would take files along that have got their numbers meanwhile.
"""

import gc

from matplotlib import font_manager, mathtext

from initcourse.grading.feedback.page import PageRequest, ShownCell, ShownOutput
from initcourse.grading.feedback.rendering import render_page

PRINTED = ShownOutput(kind="stdout", forms={"text/plain": "\x1b[31mred"})

TABLE = ShownOutput(kind="display_data", forms={"text/html": "<table class='dataframe'><tr><td>1</td></tr></table>"})

render_page(
    PageRequest(
        cells=[
            ShownCell(kind="markdown", source="# A *heading*\n\n| a |\n|---|\n| $x$ |\n\n```python\nx = 1\n```\n"),
            ShownCell(kind="code", source="import numpy as np\nprint(f'{np.pi:.2f}')\n", outputs=[PRINTED, TABLE]),
        ]
    )
)

mathtext.MathTextParser._parse_cached.cache_clear()  # type: ignore[attr-defined]  # noqa: SLF001  there is no other way
font_manager._get_font.cache_clear()  # type: ignore[attr-defined]  # noqa: SLF001
gc.collect()
