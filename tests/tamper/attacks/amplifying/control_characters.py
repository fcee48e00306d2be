"""Prints five million characters each of which takes six bytes in the file.

Loses: double-small, double-large
"""
# %% double
def double(x):
    print("\x01" * 5_000_000)
    print("\\" * 5_000_000)
    print("\N{PILE OF POO}" + "a\n" * 2_000_000)
    return 0
