"""The tests' metadata say other points, and that they are no tests.

Loses: double-small, double-large
"""
# %% hand-in
for cell in notebook.cells:
    if cell.metadata.get("nbgrader", {}).get("grade"):
        cell.metadata["nbgrader"]["points"] = 100
    if cell.metadata.get("nbgrader", {}).get("grade_id") == "double-large":
        cell.metadata["nbgrader"]["grade"] = False
        cell.metadata["nbgrader"]["locked"] = False
