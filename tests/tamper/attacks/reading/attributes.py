"""A cell that asks for an attribute of an attribute, a hundred thousand times, and calls what comes.

Loses: double-small, double-large
Takes: long
"""
# %% hand-in
import nbformat

notebook.cells.insert(1, nbformat.v4.new_code_cell("a" + ".a" * 100_000))
notebook.cells.insert(1, nbformat.v4.new_code_cell("a" + "()" * 100_000))
notebook.cells.insert(1, nbformat.v4.new_code_cell("a" + "[0]" * 100_000))
