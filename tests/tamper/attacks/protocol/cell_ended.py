"""Says that the cell has ended well, under every number, while a call is awaited.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import gc, sys

channel = next(o for o in gc.get_objects() if type(o).__name__ == "OutputStreams").channel
messages = sys.modules["initcourse.grading.execution.messages"]


def double(x):
    for number in range(50):
        channel.send(messages.CellEnded(number=number))
    return 3 * x
