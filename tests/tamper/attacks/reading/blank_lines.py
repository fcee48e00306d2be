"""Cells of a hundred thousand line ends, of blanks, of tabs, of form feeds.

Loses: double-small, double-large
May lose: halve-values
"""
# %% hand-in
import nbformat

for text in ("\n", " ", "\t", "\f", "\r", "\r\n", "\v", " \n", "\u2028", "\x85", "\x1c"):
    notebook.cells.insert(1, nbformat.v4.new_code_cell("1" + text * 100_000 + "1"))
    notebook.cells.insert(1, nbformat.v4.new_code_cell(text * 100_000))
