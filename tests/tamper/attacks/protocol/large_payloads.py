"""Sends the largest payloads there may be, as printed text of control characters.

Loses: double-small, double-large
May lose: halve-values
Takes: long
"""
# %% double
import gc, sys

channel = next(o for o in gc.get_objects() if type(o).__name__ == "OutputStreams").channel
messages = sys.modules["initcourse.grading.execution.messages"]


def double(x):
    payload = b"\x01" * (33 << 20)
    while True:
        channel.send(messages.Stream(name="stdout"), payload)
