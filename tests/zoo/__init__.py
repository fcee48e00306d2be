"""The zoo: one-exercise notebooks, one for each kind of honest test that real courses have.

Right answers get full points and wrong ones none, cell by cell as plain nbgrader gives them, or a cell waits for a
person and says why. `cases/` holds the notebooks, `course.py` writes a course of them, and `plain.json` remembers what
plain nbgrader makes of every hand-in: `python -m tests.zoo` asks it anew where a case was changed.
"""
