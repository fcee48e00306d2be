"""Hands in ninety megabytes of data.

Loses: double-small, double-large
"""
# %% hand-in
(folder / "data.csv").write_bytes(b"1,2,3,4\n" * 11_000_000)
