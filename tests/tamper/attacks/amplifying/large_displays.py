"""Displays the largest texts there may be again and again, so that whoever measures them has no time for others.

Loses: double-small, double-large
May lose: halve-values
Takes: long
"""

# %% double
import gc, sys, time

channel = next(o for o in gc.get_objects() if type(o).__name__ == "OutputStreams").channel
messages = sys.modules["initcourse.grading.execution.messages"]
payload = "\N{PILE OF POO}".encode() + b"\x01" * ((33 << 20) - 4)
record = messages.Display(kind="display_data", forms=[messages.DisplayForm(kind="text/plain", size=len(payload))])


def double(x):
    end = time.time() + 8
    while time.time() < end:
        channel.send(record, payload)


# %% after double
double(1)
# %% after double
double(2)
# %% after double
double(3)
# %% after double
double(3)
