"""Cells of functions in functions, and of lambdas in lambdas.

Loses: double-small, double-large
"""
# %% hand-in
import nbformat

notebook.cells.insert(1, nbformat.v4.new_code_cell("lambda: " * 20_000 + "0"))
deep = "\n".join(" " * depth + "def f():" for depth in range(95))
notebook.cells.insert(1, nbformat.v4.new_code_cell(deep + "\n" + " " * 95 + "pass"))
