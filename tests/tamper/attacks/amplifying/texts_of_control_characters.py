"""Cells hold as much text as may be, of characters that take six bytes each.

Loses: double-small, double-large
May lose: halve-values
"""
# %% hand-in
import nbformat

notebook.cells[1:1] = [nbformat.v4.new_markdown_cell("\x01" * 40_000) for _ in range(20)]
