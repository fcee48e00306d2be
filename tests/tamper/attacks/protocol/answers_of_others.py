"""Keeps what double answered first, and sends it as the answer to every call.

Loses: double-large
May lose: halve-values
"""
# %% double
import gc

channel = next(o for o in gc.get_objects() if type(o).__name__ == "OutputStreams").channel
send, kept = type(channel).send, []


def other(self, record, payload=b"", *rest):
    if type(record).__name__ == "Returned":
        kept.append(payload)
        payload = kept[0]
    send(self, record, payload, *rest)


type(channel).send = other


def double(x):
    return 6 if x == 3 else 3 * x
