"""Opens files until it may not.

Loses: double-small, double-large
"""
# %% double
import os

kept = []


def double(x):
    try:
        while True:
            kept.append(os.open("/dev/null", os.O_RDONLY))
    except OSError as error:
        kept and [os.close(fd) for fd in kept]
        print(error)
    return 0
