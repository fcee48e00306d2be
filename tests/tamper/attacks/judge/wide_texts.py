"""Returns one long text among many short ones, which an array would make all as long.

Loses: double-small, double-large
"""
# %% double
def double(x):
    return ["x" * 25_000] + ["a"] * 32_000
