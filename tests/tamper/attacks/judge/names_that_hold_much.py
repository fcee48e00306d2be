"""The name that the tests read holds not a function but thirty megabytes.

Loses: double-small, double-large
"""
# %% double
double = ["x" * 1_000] * 30_000
