"""Walks up from every open folder.

Loses: double-small, double-large
"""
# %% double
import os


def double(x):
    for fd in range(256):
        for up in ("..", "../..", "../../..", "."):
            try:
                with open(os.open(f"{up}/outside/secret.txt", os.O_RDONLY, dir_fd=fd)) as file:
                    print("$MARK", file.read())
            except OSError:
                pass
    return 0
