"""A notebook of an old format, whose worksheets are many, deep and empty.

Loses: double-small, double-large
May lose: halve-values
Takes: long
"""
# %% hand-in
import json

deep = {"a": []}
for _ in range(200):
    deep = {"a": [deep]}
sheets = [{"cells": [{"cell_type": "code", "input": "1", "outputs": [], "metadata": deep}]}, {}, {"cells": []}] * 3_000
old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": deep}, "worksheets": sheets}
(folder / "small.ipynb").write_text(json.dumps(old))
