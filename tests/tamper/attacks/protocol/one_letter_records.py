"""Sends printed text a letter a record, so that a text which grows is copied for every letter.

Loses: double-small, double-large
May lose: halve-values
Takes: long
"""
# %% double
import gc, struct, sys

channel = next(o for o in gc.get_objects() if type(o).__name__ == "OutputStreams").channel
messages = sys.modules["initcourse.grading.execution.messages"]


def double(x):
    record = sys.modules["msgspec"].msgpack.encode(messages.Stream(name="stdout"))
    channel.send(messages.Stream(name="stdout"), "\N{PILE OF POO}".encode() + b"x" * 3_000_000)
    frames = (struct.pack("!II", len(record), 1) + record + b"x") * 10_000
    while True:
        channel.connection.sendall(frames)
