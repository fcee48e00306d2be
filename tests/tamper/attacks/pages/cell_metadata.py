"""Markup in cells' metadata, tags, attachments and kinds.

Loses: double-small, double-large
"""
# %% hand-in
import nbformat

evil = "\"><script>alert('" + "$MARK" + "')</script>"
for cell in notebook.cells:
    cell.metadata["tags"] = [evil]
    cell.metadata["slideshow"] = {"slide_type": evil}
    cell.metadata["mimetype"] = evil
cells["why_two"]["attachments"] = {"a.png": {"image/png": evil}, evil: {"image/svg+xml": evil}}
cells["why_two"].source = "![a](attachment:a.png)"
raw = nbformat.v4.new_raw_cell(evil, metadata={"format": "text/html", "raw_mimetype": "text/html"})
notebook.cells.append(raw)
