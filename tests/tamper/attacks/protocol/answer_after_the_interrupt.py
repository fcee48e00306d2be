"""Takes the interrupt that ends its time, and answers what was right.

Loses: double-small, double-large
Takes: long
"""
# %% double
import time


def double(x):
    while True:
        try:
            time.sleep(3600)
        except KeyboardInterrupt:
            return 2 * x
