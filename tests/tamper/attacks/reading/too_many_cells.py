"""A hundred thousand empty cells.

Loses: double-small, double-large
May lose: halve-values
"""
# %% hand-in
import json

cells = '{"cell_type":"code","source":"","metadata":{}},' * 100_000
text = json.dumps(notebook)
(folder / "small.ipynb").write_text(text.replace('"cells": [', '"cells": [' + cells, 1))
