"""Displays forms whose sizes are those of no payload.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import gc, sys

channel = next(o for o in gc.get_objects() if type(o).__name__ == "OutputStreams").channel
messages = sys.modules["initcourse.grading.execution.messages"]


def double(x):
    for size in (2**62, -(2**62), -1, 0, 2**31):
        forms = [messages.DisplayForm(kind="text/plain", size=size, width=2**62, height=-1, alt="$MARK" * 1000)]
        channel.send(messages.Display(kind="display_data", forms=forms, display_id="a"), b"text")
        channel.send(messages.Display(kind="update_display_data", forms=forms, display_id="a"), b"text")
    return 3 * x
