"""Cells of a hundred thousand signs that IPython reads as its own.

Loses: double-small, double-large
May lose: halve-values
Takes: long
"""
# %% hand-in
import nbformat

for text in ("%", "!", "?", "%%\n", "%a\n", "!\n", "a?\n", "\\\n", ";", ",", "/"):
    notebook.cells.insert(1, nbformat.v4.new_code_cell(text * 30_000))
