"""The tests stand there twice, the second time without a question.

Loses: double-small, double-large
"""
# %% hand-in
import copy

for name in ("double-small", "double-large"):
    copied = copy.deepcopy(cells[name])
    copied.source = "pass"
    copied.id = f"{name}-2"
    notebook.cells.append(copied)
