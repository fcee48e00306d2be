"""Nine thousand cells of the student's own.

Loses: double-small, double-large
May lose: halve-values
Takes: long
"""
# %% hand-in
import nbformat

notebook.cells[1:1] = [nbformat.v4.new_code_cell("1") for _ in range(9_000)]
