"""Files have the names that grading gives its own.

Loses: double-small, double-large
"""
# %% hand-in
for name in ("gradebook.db", ".new-a", "autograded/a.txt", "nbgrader_config.py", "small.html", "feedback.html", "hand-in"):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("raise SystemExit")
