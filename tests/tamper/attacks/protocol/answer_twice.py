"""Answers each call twice: the second answer comes when the next call is awaited.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import gc

channel = next(o for o in gc.get_objects() if type(o).__name__ == "OutputStreams").channel
send = type(channel).send


def twice(self, record, payload=b"", *rest):
    send(self, record, payload, *rest)
    if type(record).__name__ == "Returned":
        send(self, record, payload, *rest)


type(channel).send = twice


def double(x):
    return 3 * x
