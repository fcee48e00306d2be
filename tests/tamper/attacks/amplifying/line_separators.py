"""Prints, displays and writes what ends a line for Python, again and again: each is a line of the notebook's file.

Loses: double-small, double-large
Takes: long
"""

# %% double
double = None
# %% before double-small
for _ in range(48):
    print("\x85" * 49_000)
# %% before double-small
for _ in range(48):
    print("\u2028" * 49_000)
# %% after double-small
from IPython.display import display

display({"text/plain": "\r" * 2_400_000}, raw=True)
# %% after double-small
display({"text/html": "\x0b" * 4_800_000}, raw=True)
# %% hand-in
import nbformat

notebook.cells.insert(1, nbformat.v4.new_markdown_cell("\r" * 60_000))
