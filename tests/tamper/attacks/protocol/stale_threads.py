"""A thread of an earlier call sends answers and errors while the next cells run.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import gc, sys, threading

channel = next(o for o in gc.get_objects() if type(o).__name__ == "OutputStreams").channel
messages = sys.modules["initcourse.grading.execution.messages"]


def chatter():
    for number in range(2000):
        channel.send(messages.Returned(number=number % 40), b"")


def double(x):
    threading.Thread(target=chatter, daemon=True).start()
    return 3 * x
