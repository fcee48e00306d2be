"""Closes one direction of its connection, then the other.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import gc, socket

channel = next(o for o in gc.get_objects() if type(o).__name__ == "OutputStreams").channel


def double(x):
    channel.connection.shutdown(socket.SHUT_RD)
    if x == 1:
        channel.connection.shutdown(socket.SHUT_WR)
    return 3 * x
