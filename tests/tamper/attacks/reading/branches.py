"""A cell of an if with ten thousand elifs, and one of a sum of fifty thousand numbers.

Loses: double-small, double-large
Takes: long
"""
# %% hand-in
import nbformat

notebook.cells.insert(1, nbformat.v4.new_code_cell("if a: pass\n" + "elif a: pass\n" * 10_000))
notebook.cells.insert(1, nbformat.v4.new_code_cell("1" + "+1" * 50_000))
notebook.cells.insert(1, nbformat.v4.new_code_cell("a" + "=a" * 50_000))
notebook.cells.insert(1, nbformat.v4.new_code_cell("@a\n" * 20_000 + "def f(): pass"))
