"""Sends packets.

Loses: double-small, double-large
"""
# %% double
import socket


def double(x):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        for address in ("127.0.0.1", "127.255.255.255", "255.255.255.255"):
            try:
                out.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
                out.sendto(b"$MARK", (address, 4445))
            except OSError as error:
                print(error)
    return 0
