"""Claims a record and a payload of four gigabytes each, and sends zeros.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import gc, struct

channel = next(o for o in gc.get_objects() if type(o).__name__ == "OutputStreams").channel


def double(x):
    channel.connection.sendall(struct.pack("!II", 2**32 - 1, 2**32 - 1))
    while True:
        channel.connection.sendall(bytes(1 << 20))
