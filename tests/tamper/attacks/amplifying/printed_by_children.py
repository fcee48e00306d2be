"""Children print past Python's streams, as much as there is room.

Loses: double-small, double-large
May lose: halve-values
Takes: long
"""
# %% double
import subprocess


def double(x):
    subprocess.run("yes | head -c 300000000; yes | head -c 300000000 >&2", shell=True)
    return 0
