"""Says of the names that it is asked for that they are values, and sends some that nobody has asked for.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import sys

student = sys.modules["initcourse.grading.execution.worker.student"]
runner = sys.modules["initcourse.grading.execution.worker.cell_runner"]


def look(names, namespace):
    values = {"double": "text", "expect_close": 1, "call": 2, "get_ipython": 3, "__builtins__": {}}
    return dict.fromkeys(values, "value"), student.encode(values, strict=False)


runner.look_up = look


def double(x):
    return 3 * x
