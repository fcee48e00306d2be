"""Raises errors of classes whose names, texts and arguments are anything.

Loses: double-small, double-large
"""
# %% double
def double(x):
    kind = type("x" * 1_000_000 + "<b>\x1b[31m", (ValueError,), {"__str__": lambda self: "y" * 10_000_000})
    raise kind(*([kind] * 100_000))
