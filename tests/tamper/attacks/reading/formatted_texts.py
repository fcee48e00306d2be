"""A cell of formatted texts in each other, and of texts without an end.

Loses: double-small, double-large
"""
# %% hand-in
import nbformat

for text in ("f'{" * 140 + "1" + "}'" * 140, "'" * 100_001, '"""' * 33_333, "f'{a:" + "{b:" * 100 + "}" * 101 + "'"):
    notebook.cells.insert(1, nbformat.v4.new_code_cell(text))
