"""A cell's text is nothing but line ends, each of which is a line of the graded notebook.

Loses: double-small, double-large
May lose: halve-values
"""
# %% hand-in
import nbformat

notebook.cells.insert(1, nbformat.v4.new_markdown_cell("\n" * 380_000))
