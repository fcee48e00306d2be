"""Puts a link where its own folder was.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import os

here, home = os.getcwd(), os.environ.get("HOME", "/tmp")
for place in {here, home}:
    try:
        os.rename(place, f"{place}.old")
        os.symlink("/outside/touched", place)
        open(f"{place}/$MARKmoved", "w").write("$MARK")
    except OSError as error:
        print(error)


def double(x):
    return 0
