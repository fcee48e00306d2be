"""Starts threads until it may not.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import threading, time


def double(x):
    for _ in range(3000):
        threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
    return 0
