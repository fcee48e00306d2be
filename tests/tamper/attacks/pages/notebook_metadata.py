"""Markup in the notebook's metadata.

Loses: double-small, double-large
"""
# %% hand-in
evil = "</title></script>\"><script>alert('" + "$MARK" + "')</script>"
notebook.metadata["title"] = evil
notebook.metadata["authors"] = [{"name": evil}]
notebook.metadata["language_info"] = {"name": evil, "pygments_lexer": evil, "mimetype": evil, "file_extension": evil, "version": evil}
notebook.metadata["kernelspec"] = {"name": "python3", "display_name": evil, "language": evil}
notebook.metadata["widgets"] = {
    "application/vnd.jupyter.widget-state+json": {"version_major": 2, "version_minor": 0, "state": {"a": {"model_name": evil, "model_module": evil, "model_module_version": evil, "state": {"value": evil}}}}
}
