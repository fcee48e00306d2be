"""Marks, tags, attachments and outputs of cells are nested.

Loses: double-small, double-large
"""
# %% hand-in
import json

plain = json.loads(json.dumps(notebook))
for place, cell in enumerate(plain["cells"]):
    value = {}
    for _ in range(200 + place):
        value = {"a": [value]}
    cell["metadata"] |= {"tags": [value], "deep": value}
    cell["attachments"] = {"a.png": value}
    if cell["cell_type"] == "code":
        cell["outputs"] = [{"output_type": "display_data", "data": {"text/plain": value}, "metadata": value}]
(folder / "small.ipynb").write_text(json.dumps(plain))
