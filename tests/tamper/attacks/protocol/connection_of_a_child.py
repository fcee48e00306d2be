"""Leaves its connection to a child, which answers when the process has ended.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import gc, os, sys, time

channel = next(o for o in gc.get_objects() if type(o).__name__ == "OutputStreams").channel
messages = sys.modules["initcourse.grading.execution.messages"]


def double(x):
    if os.fork() == 0:
        time.sleep(0.5)
        for number in range(50):
            channel.send(messages.Returned(number=number), b"")
            channel.send(messages.CellEnded(number=number))
        os._exit(0)
    os._exit(0)
