"""Sends the smallest records there are as fast as it can, so that whoever reads them has no time for others.

Loses: double-small, double-large
May lose: halve-values
Takes: long
"""

# %% double
import gc, sys, time

channel = next(o for o in gc.get_objects() if type(o).__name__ == "OutputStreams").channel
messages = sys.modules["initcourse.grading.execution.messages"]

record = messages.Stream(name="stdout")


def double(x):
    end = time.time() + 8
    while time.time() < end:
        channel.send(record)


# %% after double
double(1)
# %% after double
double(2)
# %% after double
double(3)
# %% after double
double(3)
