"""A cell that is one name of a megabyte, and one of a million names.

Loses: double-small, double-large
Takes: long
"""
# %% hand-in
import nbformat

notebook.cells.insert(1, nbformat.v4.new_code_cell("a" * 1_000_000))
notebook.cells.insert(1, nbformat.v4.new_code_cell(";".join(f"n{number}" for number in range(100_000))))
