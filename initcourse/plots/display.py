"""Alternative text for every picture: kept as the label of its axes, handed to the notebook by `show`."""

from __future__ import annotations

import warnings
from base64 import b64encode
from html import escape
from io import BytesIO
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from IPython import get_ipython
from IPython.display import display
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from initcourse.plots.number_format import numbers, short
from initcourse.plots.style import figure_of, share_legend

FRAME = "max-width: 100%; box-sizing: border-box; padding: 8px; border-radius: 8px"
"""A rim in the picture's own ground: nothing to see on a light page, a card on a dark one.

The ground is never transparent: on both white and black pages only one mid-grey can be read, and the colours of the
methods would be lost.
"""


def show(picture: Figure | Axes) -> None:
    """Display the figure once, with the alternative text of all its axes, and close it.

    The text goes into an HTML image, because JupyterLab and nbconvert's default template ignore the `alt` of a PNG
    output; the PNG is there too, for PDF and other readers. Outside IPython nothing is displayed.
    """
    figure = picture if isinstance(picture, Figure) else figure_of(picture)
    text = alternative_text(figure)
    if get_ipython() is not None:
        data = _png(figure)
        style = f"{FRAME}; background: {to_hex(figure.get_facecolor())}"
        image = f'<img alt="{escape(text)}" src="data:image/png;base64,{data}" style="{style}">'
        bundle = {"text/html": image, "image/png": data, "text/plain": text}
        display(bundle, raw=True, metadata={"image/png": {"alt": text}})
    plt.close(figure)


def _png(figure: Figure) -> str:
    """Return the figure as a PNG in base64, laid out so that nothing overlaps."""
    if figure.get_layout_engine() is None:
        figure.set_layout_engine("constrained")
    if len(figure.axes) > 1:
        share_legend(figure)
    target = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # drawing may warn of a letter without a glyph, or of too little room
        figure.savefig(target, format="png", bbox_inches="tight")
    return b64encode(target.getvalue()).decode()


def alternative_text(figure: Figure) -> str:
    """Return the title of the figure and the titles and descriptions of its axes, joined."""
    panels = [(ax.get_title(), str(ax.get_label())) for ax in figure.axes if _is_text(ax.get_label())]
    parts = [figure.get_suptitle(), *(part for panel in panels for part in panel)]
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)


def describe(ax: Axes, text: str) -> Axes:
    """Add `text` to the description that `ax` carries, and return `ax`."""
    before = ax.get_label()
    ax.set_label(f"{before} {text}" if _is_text(before) else text)
    return ax


def trend(values: Any) -> str:
    """Return how `values` go from first to last in words: "falls from 0.12 to 0.03"."""
    array = numbers(values)
    if not array.size:
        return "has no values"
    first, last = short(array[0], 2), short(array[-1], 2)
    if first == last:
        return f"is {first}" if len(set(short(v, 2) for v in array)) == 1 else f"starts and ends at {first}"
    if not np.isfinite(array[[0, -1]]).all():
        return f"goes from {first} to {last}"
    return f"{'falls' if array[-1] < array[0] else 'rises'} from {first} to {last}"


def _is_text(label: object) -> bool:
    return isinstance(label, str) and label != "" and not label.startswith(("_", "<"))
