"""Sends half a frame and sleeps.

Loses: double-small, double-large
May lose: halve-values
Takes: long
"""
# %% double
import gc, struct, time

channel = next(o for o in gc.get_objects() if type(o).__name__ == "OutputStreams").channel


def double(x):
    channel.connection.sendall(struct.pack("!II", 1000, 33 << 20) + b"\x80" * 10)
    time.sleep(3600)
