"""Hands in as many files as are copied beside the graded notebook.

Loses: double-small, double-large
"""
# %% hand-in
for number in range(1_900):
    (folder / f"{number}.csv").write_text("1,2\n" * 1_900)
