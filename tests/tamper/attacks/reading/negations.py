"""A cell that negates a hundred thousand times, in words.

Loses: double-small, double-large
"""
# %% hand-in
import nbformat

notebook.cells.insert(1, nbformat.v4.new_code_cell("not " * 100_000 + "1"))
