"""Answers with numbers before, after and far beyond the one that was asked.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import gc, sys

channel = next(o for o in gc.get_objects() if type(o).__name__ == "OutputStreams").channel
messages = sys.modules["initcourse.grading.execution.messages"]


def double(x):
    for number in (-1, 0, 2**31, 2**63 - 1, -(2**63), 2**64 - 1):
        channel.send(messages.Returned(number=number), b"")
    return 3 * x
