"""Writes files where it can outside its own folder.

Loses: double-small, double-large
"""
# %% double
import os, pathlib

for folder in ("/outside/touched", "/course", "/course/source", "/tmp", "/var/tmp", "/home/ta", "/dev/shm", "..", "../.."):
    try:
        (pathlib.Path(folder) / "$MARKtouched").write_text("$MARK")
    except OSError as error:
        print(error)


def double(x):
    return 0
