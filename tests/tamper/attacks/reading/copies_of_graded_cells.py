"""Every graded cell stands there a thousand times, with the same marks.

Loses: double-small, double-large
May lose: halve-values
Takes: long
"""
# %% hand-in
import json

notebook.cells += notebook.cells[1:6] * 1_000
(folder / "small.ipynb").write_text(json.dumps(notebook))
