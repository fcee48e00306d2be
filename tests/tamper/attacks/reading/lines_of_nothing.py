"""The text of a cell is a list of a million empty lines.

Loses: double-small, double-large
May lose: halve-values
"""
# %% hand-in
import json

text = json.dumps(notebook)
cell = '{"cell_type":"markdown","metadata":{},"source":[' + '"",' * 1_000_000 + '""]},'
(folder / "small.ipynb").write_text(text.replace('"cells": [', '"cells": [' + cell, 1))
