"""Half a million zeros stand in four hundred nested lists.

Loses: double-small, double-large
"""
# %% hand-in
import json

value = "0," * 500_000 + "0"
text = json.dumps(notebook)
(folder / "small.ipynb").write_text('{"m": ' + "[" * 400 + value + "]" * 400 + ", " + text[1:])
