"""The notebook's metadata are nested as deep as Python's stack is.

Loses: double-small, double-large
May lose: halve-values
"""
# %% hand-in
import json

text = json.dumps(notebook)
deep = "[" * 990 + "]" * 990
(folder / "small.ipynb").write_text('{"metadata_of_mine": ' + deep + ", " + text[1:])
