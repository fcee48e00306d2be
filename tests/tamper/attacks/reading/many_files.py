"""Six thousand files, and folders in each other.

Loses: double-small, double-large
"""
# %% hand-in
inside = folder
for number in range(40):
    inside = inside / "d"
    inside.mkdir()
    (inside / "a.txt").write_text("a")
for number in range(6_000):
    (folder / f"{number}.txt").write_text("a")
