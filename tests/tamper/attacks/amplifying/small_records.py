"""Sends the smallest records there are, as many as it can, so that whoever reads them has no time for others.

Loses: double-small, double-large
May lose: halve-values
"""
# %% before double-small
import gc, sys

channel = next(o for o in gc.get_objects() if type(o).__name__ == "OutputStreams").channel
messages = sys.modules["initcourse.grading.execution.messages"]
for _ in range(200_000):
    channel.send(messages.Stream(name="stdout"))
