"""Sends what it knows through every socket that is open.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import os, socket


def double(x):
    for fd in range(3, 256):
        try:
            out = socket.socket(fileno=os.dup(fd))
            out.setblocking(False)
            socket.send_fds(out, [b"$MARK\n" * 10], [0])
            out.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
    return 0
