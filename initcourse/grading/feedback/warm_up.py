"""Renders one page, so that a process forked afterwards finds parsers built and fonts read. Imported last, for that."""

from initcourse.grading.feedback.page import PageRequest, ShownCell, ShownOutput
from initcourse.grading.feedback.rendering import render_page

FORMULAS = r"$\frac{1}{n} \sum_{i=1}^n \operatorname{Var}(x_i^2) \cdot \mathbf{W} \mathcal{N}(0, \sqrt{2}) \text{ if}$"

PRINTED = ShownOutput(kind="stdout", forms={"text/plain": "\x1b[31mred"})

TABLE = ShownOutput(kind="display_data", forms={"text/html": "<table class='dataframe'><tr><td>1</td></tr></table>"})

render_page(
    PageRequest(
        cells=[
            ShownCell(
                kind="markdown", source=f"# A *heading*\n\n| a |\n|---|\n| {FORMULAS} |\n\n```python\nx = 1\n```\n"
            ),
            ShownCell(kind="code", source="import numpy as np\nprint(f'{np.pi:.2f}')\n", outputs=[PRINTED, TABLE]),
        ]
    )
)
