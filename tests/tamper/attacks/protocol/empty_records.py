"""Sends as many of the smallest records as go through.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import gc, struct, sys

channel = next(o for o in gc.get_objects() if type(o).__name__ == "OutputStreams").channel
messages = sys.modules["initcourse.grading.execution.messages"]


def double(x):
    record = sys.modules["msgspec"].msgpack.encode(messages.ClearOutput())
    frames = (struct.pack("!II", len(record), 0) + record) * 10_000
    while True:
        channel.connection.sendall(frames)
