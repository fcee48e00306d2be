"""Calls every port of the machine, and every address of it.

Loses: double-small, double-large
"""
# %% double
import socket

for address in ("127.0.0.1", "::1", "0.0.0.0", socket.gethostname()):
    for port in (22, 80, 443, 2375, 4444, 5432, 6379, 8080, 8786, 8787, 8888, *range(4400, 4500)):
        try:
            with socket.create_connection((address, port), timeout=0.2) as out:
                out.sendall(b"$MARK")
        except OSError:
            pass


def double(x):
    return 0
