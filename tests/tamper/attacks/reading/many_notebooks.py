"""A thousand notebooks are handed in, none of which has the assignment's name.

Loses: double-small, double-large
May lose: halve-values
"""
# %% hand-in
import json

for number in range(1_000):
    (folder / f"small ({number}).ipynb").write_text(json.dumps(notebook))
(folder / "small.ipynb").mkdir()
(folder / "small.ipynb/a.txt").write_text("a")
