"""An exception that is its own cause.

Loses: double-small, double-large
"""
# %% double
def double(x):
    first, second = ValueError(1), ValueError(2)
    first.__cause__, second.__cause__ = second, first
    first.__context__ = first
    raise first
