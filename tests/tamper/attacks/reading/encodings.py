"""The file is in UTF-32, begins with a mark of another encoding, and holds NUL in between.

Loses: double-small, double-large
May lose: halve-values
"""
# %% hand-in
import json

(folder / "small.ipynb").write_bytes(b"\xff\xfe" + json.dumps(notebook).encode("utf-32-le"))
