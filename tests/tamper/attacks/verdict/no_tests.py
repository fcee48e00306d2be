"""The tests are gone.

Loses: double-small, double-large
"""
# %% hand-in
for name in ("double-small", "double-large"):
    notebook.cells.remove(cells[name])
