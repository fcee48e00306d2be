"""Each of its files lies alone at the end of a chain of folders, all of which are made again beside the graded notebook.

Loses: double-small, double-large
"""
# %% hand-in
for number in range(1_990):
    inside = folder / f"d{number}" / "/".join("abcdefghijklmnopqr")
    inside.mkdir(parents=True)
    (inside / "f.txt").write_text("x")
