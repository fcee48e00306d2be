"""Displays texts that grow when they are stored, each just too large, in new cells and in updates.

Loses: double-small, double-large
May lose: halve-values
Takes: long
"""

# %% double
import gc, sys, time

channel = next(o for o in gc.get_objects() if type(o).__name__ == "OutputStreams").channel
messages = sys.modules["initcourse.grading.execution.messages"]
payload = b"\x01" * 4_900_000
record = messages.Display(kind="display_data", forms=[messages.DisplayForm(kind="text/plain", size=len(payload))])


def double(x):
    end = time.time() + 8
    while time.time() < end:
        channel.send(messages.ClearOutput(wait=False))
        channel.send(record, payload)


# %% after double
double(1)
# %% after double
double(2)
# %% after double
double(3)
# %% after double
double(3)
