"""The time that was handed in is ten megabytes long.

Loses: double-small, double-large
"""
# %% hand-in
(folder / "timestamp.txt").write_text("2020-01-01 " * 1_000_000)
