"""Calls the grader's machine by TCP.

Loses: double-small, double-large
"""
# %% double
import socket


def double(x):
    try:
        with socket.create_connection(("127.0.0.1", 4444), timeout=2) as out:
            out.sendall(b"$MARK" * 100)
    except OSError as error:
        print(error)
    return 0
