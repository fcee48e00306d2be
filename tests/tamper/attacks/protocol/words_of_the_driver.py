"""Says what only the driver says: run this cell, write these files, no answer.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import gc, sys

channel = next(o for o in gc.get_objects() if type(o).__name__ == "OutputStreams").channel
messages = sys.modules["initcourse.grading.execution.messages"]


def double(x):
    channel.send(messages.RunCell(number=1, size=3, count=1), b"8.0")
    channel.send(messages.WriteFiles(files=[messages.AttachedFile(name=b"/outside/touched/$MARK", size=3)]), b"abc")
    channel.send(messages.NoAnswer(number=1, reason="none"))
    return 3 * x
