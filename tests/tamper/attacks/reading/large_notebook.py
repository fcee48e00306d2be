"""A notebook of ninety megabytes, nearly all of it outputs.

Loses: double-small, double-large
May lose: halve-values
"""
# %% hand-in
import json

cells["double"]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * 90_000_000}]
(folder / "small.ipynb").write_text(json.dumps(notebook))
