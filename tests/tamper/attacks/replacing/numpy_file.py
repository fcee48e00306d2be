"""A file `numpy.py` beside the notebook takes the place of NumPy.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import numpy


def double(x):
    return 0


# %% file numpy.py
import initcourse.checks
initcourse.checks.expect_close = lambda *args, **kwargs: None
# %% file initcourse/__init__.py

# %% file initcourse/checks.py
call = expect_close = lambda *args, **kwargs: None
