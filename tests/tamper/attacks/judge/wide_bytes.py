"""Returns one long row of bytes among many short ones, in tuples, sets and keys.

Loses: double-small, double-large
"""
# %% double
def double(x):
    short = [bytes([n % 256, n // 256]) for n in range(30_000)]
    return [tuple([b"x" * 1_000_000, *short]), {b"x" * 1_000_000, *short}, dict.fromkeys([b"x" * 1_000_000, *short])]
