"""Partial credit: what a test cell's last expression says, read as a number between 0 and the cell's points.

nbgrader reads the text of the result, and gives full points where it finds none: for `np.float64(0.5)`, `False`, `nan`
or -1, and it stops at a number over the points. `execute` puts such a result right before nbgrader reads it.
"""

from __future__ import annotations

import math
import re

from nbformat import NotebookNode

NUMBER = re.compile(r"""^(?:np\.\w+\()?['"]?([-+]?(?:[\d.]+(?:e[-+]?\d+)?|inf|nan))['"]?\)?$""", re.I)
"""A number as Python or NumPy shows it."""

VERDICTS = {"True": 1.0, "False": 0.0, "np.True_": 1.0, "np.False_": 0.0}
"""A comparison at the end of a cell is its verdict."""


def settle_credit(cell: NotebookNode) -> None:
    """Let the results of the test `cell` say a number of points, or nothing; NaN is no point."""
    most = float(cell.metadata.get("nbgrader", {}).get("points", 0) or 0)
    for output in cell.outputs:
        if output.output_type == "execute_result":
            points = _points(str(output.data.get("text/plain", "")).strip(), most)
            if points is None:
                output.output_type = "display_data"
                output.pop("execution_count", None)
            else:
                output.data["text/plain"] = f"{points:g}"


def _points(text: str, most: float) -> float | None:
    if text in VERDICTS:
        return VERDICTS[text] * most
    if not (found := NUMBER.match(text)):
        return None
    try:
        points = float(found[1])
    except ValueError:
        return None
    return 0.0 if math.isnan(points) else min(max(points, 0.0), most)
