"""The file is a million brackets.

Loses: double-small, double-large
May lose: halve-values
"""
# %% hand-in
(folder / "small.ipynb").write_text("[" * 1_000_000)
