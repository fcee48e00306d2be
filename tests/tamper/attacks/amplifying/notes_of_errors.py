"""Raises errors with a million notes, a chain of ten thousand causes, and groups of groups.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
def double(x):
    error = ValueError("first")
    for number in range(10_000):
        cause, error = error, ValueError(number)
        error.__cause__ = cause
    for _ in range(500):
        error = ExceptionGroup("x" * 1_000, [error, KeyError(1)])
    for _ in range(1_000_000):
        error.add_note("note")
    raise error
