"""Changes what the number six is.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import ctypes


def double(x):
    for number in (2, 6, 20):
        ctypes.c_int32.from_address(id(number) + 24).value = 0
    return 0
