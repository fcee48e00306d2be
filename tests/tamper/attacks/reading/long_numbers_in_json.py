"""Numbers of the file have a hundred thousand digits, or are none.

Loses: double-small, double-large
May lose: halve-values
"""
# %% hand-in
import json

text = json.dumps(notebook)
numbers = ["1" * 100_000, "-" + "1" * 4_000, "1e" + "9" * 1_000, "NaN", "-Infinity", "1." + "0" * 100_000]
(folder / "small.ipynb").write_text('{"m": [' + ",".join(numbers) + "], " + text[1:])
