"""The exercise's name holds a function of the tests.

Loses: double-small, double-large
"""
# %% double
from initcourse.checks import call as double
