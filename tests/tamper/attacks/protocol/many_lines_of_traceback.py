"""Sends errors whose tracebacks have three hundred thousand lines, one after the other.

Loses: double-small, double-large
May lose: halve-values
Takes: long
"""
# %% double
import gc, sys

channel = next(o for o in gc.get_objects() if type(o).__name__ == "OutputStreams").channel
messages = sys.modules["initcourse.grading.execution.messages"]


def double(x):
    error = messages.ErrorShown(ename="E", evalue="", traceback=["é"] * 300_000)
    while True:
        channel.send(error)
