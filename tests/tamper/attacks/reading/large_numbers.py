"""Cells of numbers with half a million digits.

Loses: double-small, double-large
"""
# %% hand-in
import nbformat

for text in ("9" * 500_000, "0x" + "f" * 500_000, "1e" + "9" * 500_000, "1_" * 100_000 + "1"):
    notebook.cells.insert(1, nbformat.v4.new_code_cell(text))
