"""Text that takes the reader nearly as long as it may.

Loses: double-small, double-large
May lose: halve-values
"""
# %% hand-in
import nbformat

notebook.cells.insert(1, nbformat.v4.new_code_cell("\n" * 60_000 + "a"))
notebook.cells[1:1] = [nbformat.v4.new_code_cell(f"(" * 150 + "a" + ")" * 150 + "+a" * 3_000) for _ in range(100)]
