"""A cell of brackets in each other, of every kind.

Loses: double-small, double-large
"""
# %% hand-in
import nbformat

for opened, closed in ("()", "[]", "{}"):
    for depth in (90, 199, 5_000):
        notebook.cells.insert(1, nbformat.v4.new_code_cell(opened * depth + closed * depth))
