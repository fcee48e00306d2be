"""The tests are replaced by nothing.

Loses: double-small, double-large
"""
# %% hand-in
for name in ("double-small", "double-large"):
    cells[name].source = "8.0"
