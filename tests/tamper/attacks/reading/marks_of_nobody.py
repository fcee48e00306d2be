"""Two thousand cells have marks of cells that the course does not know, of every type.

Loses: double-small, double-large
Takes: long
"""
# %% hand-in
import nbformat

for number in range(2_000):
    cell = nbformat.v4.new_code_cell("1")
    cell.metadata["nbgrader"] = {"grade_id": [f"x{number}", number, None, {}, ["a"]][number % 5], "grade": True}
    notebook.cells.insert(1, cell)
