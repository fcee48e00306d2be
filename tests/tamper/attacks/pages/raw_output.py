"""Outputs with types and data that nobody expects.

Loses: double-small, double-large
"""
# %% double
from IPython.display import display


def double(x):
    evil = "\"><script>alert('$MARK')</script>"
    display({"image/png": evil, "text/plain": evil}, raw=True)
    display({"image/jpeg": evil}, raw=True, metadata={"image/jpeg": {"width": evil, "height": evil}})
    display({"application/vnd.jupyter.widget-view+json": {"model_id": evil, "version_major": 2}}, raw=True)
    display({"application/json": evil, "text/html": ["<script>", "alert('$MARK')", "</script>"]}, raw=True)
    display({f"text/x-{evil}": evil, "image/svg+xml": evil}, raw=True)
    return 0
