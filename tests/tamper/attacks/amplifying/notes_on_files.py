"""Two thousand files are left behind, and each is told of.

Loses: double-small, double-large
"""
# %% hand-in
for number in range(1_900):
    (folder / f".{'x' * 200}{number}").write_text("a")
