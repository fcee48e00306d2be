"""A table of the file has a million keys, and one key a million times.

Loses: double-small, double-large
May lose: halve-values
"""
# %% hand-in
import json

keys = ",".join(f'"k{number}":0' for number in range(1_000_000))
text = json.dumps(notebook)
(folder / "small.ipynb").write_text('{"m": {' + keys + '}, "n": {' + '"a":1,' * 1_000_000 + '"a":2}, ' + text[1:])
