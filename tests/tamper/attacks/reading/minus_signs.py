"""A cell of seven thousand minus signs and a one.

Loses: double-small, double-large
"""
# %% hand-in
import nbformat

notebook.cells.insert(1, nbformat.v4.new_code_cell("-" * 7_000 + "1"))
