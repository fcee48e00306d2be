"""Says what only the judge may say: that the test failed by the course's fault, and which function to call.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import gc, sys

channel = next(o for o in gc.get_objects() if type(o).__name__ == "OutputStreams").channel
messages = sys.modules["initcourse.grading.execution.messages"]


def double(x):
    channel.send(messages.GraderErrorFound(reason="the course is wrong"))
    channel.send(messages.CallFunctionOfStudent(number=1, name="halve"))
    channel.send(messages.CallReturned(number=1), b"")
    return 3 * x
