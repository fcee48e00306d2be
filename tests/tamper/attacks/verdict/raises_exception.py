"""A tag says that the tests are meant to fail.

Loses: double-small, double-large
"""
# %% hand-in
for cell in notebook.cells:
    cell.metadata["tags"] = ["raises-exception"]
