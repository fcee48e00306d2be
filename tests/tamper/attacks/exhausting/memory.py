"""Takes memory until there is none.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
def double(x):
    kept = []
    for _ in range(64):
        kept.append(bytearray(b"x" * (1 << 27)))
    return 0
