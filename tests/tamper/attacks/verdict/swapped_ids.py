"""The tests of two exercises have each other's names.

Loses: double-small, double-large
May lose: halve-values
"""
# %% hand-in
first, second = cells["double-large"].metadata.nbgrader, cells["halve-values"].metadata.nbgrader
first.grade_id, second.grade_id = second.grade_id, first.grade_id
cells["double-large"].id, cells["halve-values"].id = "halve-values", "double-large"
