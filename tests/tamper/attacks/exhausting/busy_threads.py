"""Threads compute on when the cells are done.

Loses: double-small, double-large
"""
# %% double
import threading


def work():
    while True:
        pass


for _ in range(8):
    threading.Thread(target=work, daemon=True).start()


def double(x):
    return 0
