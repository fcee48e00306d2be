"""Calls a Unix socket that has no path.

Loses: double-small, double-large
"""
# %% double
import socket


def double(x):
    try:
        with socket.socket(socket.AF_UNIX) as out:
            out.connect("\0listener")
            out.sendall(b"$MARK")
    except OSError as error:
        print(error)
    return 0
