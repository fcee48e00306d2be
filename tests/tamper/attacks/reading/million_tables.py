"""The notebook's metadata hold three million empty tables.

Loses: double-small, double-large
May lose: halve-values
"""
# %% hand-in
import json

text = json.dumps(notebook)
(folder / "small.ipynb").write_text('{"m": [' + "{}," * 3_000_000 + "{}], " + text[1:])
