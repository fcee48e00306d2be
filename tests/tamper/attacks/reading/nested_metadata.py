"""The notebook's metadata are nested just as deep as one may read and not write.

Loses: double-small, double-large
"""
# %% hand-in
import json

text = json.dumps(notebook)
(folder / "small.ipynb").write_text(text.replace('"metadata": {"kernelspec"', '"metadata": {"deep": ' + "[" * 488 + "]" * 488 + ', "kernelspec"'))
