"""Prints the environment of every process that it sees.

Loses: double-small, double-large
"""
# %% double
import glob, os


def double(x):
    print("$MARK", dict(os.environ))
    for path in glob.glob("/proc/*/environ"):
        try:
            print("$MARK", open(path, "rb").read())
        except OSError as error:
            print(error)
    return 0
