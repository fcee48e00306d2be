"""Writes a cell of its own that is longer than a record between processes may be.

Loses: double-small, double-large
"""
# %% hand-in
import nbformat

notebook.cells.insert(2, nbformat.v4.new_code_cell("x = [" + "1234567, " * 130_000 + "]"))
