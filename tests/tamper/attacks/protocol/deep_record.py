"""Sends a record that is nested half a million deep.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import gc, struct

channel = next(o for o in gc.get_objects() if type(o).__name__ == "OutputStreams").channel


def double(x):
    record = b"\x91" * 500_000 + b"\x90"
    channel.connection.sendall(struct.pack("!II", len(record), 0) + record)
    return 3 * x
