"""Many processes take a little memory each.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import os, time


def double(x):
    for _ in range(24):
        if os.fork() == 0:
            kept = bytearray(b"$MARK" * (30 << 20))
            time.sleep(600)
            os._exit(0)
    time.sleep(600)
