"""Writes until the disk is full.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import os


def double(x):
    for folder in (".", "/tmp", "/dev/shm", os.path.expanduser("~")):
        for number in range(12):
            try:
                with open(f"{folder}/$MARK{number}", "wb") as file:
                    for _ in range(4):
                        file.write(b"x" * (1 << 26))
            except OSError as error:
                print(error)
                break
    return 0
