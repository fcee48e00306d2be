"""Calls a Unix socket by its path.

Loses: double-small, double-large
"""
# %% double
import socket


def double(x):
    for path in ("/outside/listener", "/proc/1/root/outside/listener"):
        try:
            with socket.socket(socket.AF_UNIX) as out:
                out.connect(path)
                out.sendall(b"$MARK")
        except OSError as error:
            print(error)
    return 0
