"""A hundred cells of its own print five megabytes each.

Loses: double-small, double-large
Takes: long
"""
# %% hand-in
import nbformat

notebook.cells[2:2] = [nbformat.v4.new_code_cell("print('\\n' * 5_000_000)") for _ in range(100)]
