"""Says that double is missing where the hidden test looks for it, after the small test has passed.

Loses: double-large
May lose: double-small, halve-values
"""
# %% double
import sys

student = sys.modules["initcourse.grading.execution.worker.student"]
runner = sys.modules["initcourse.grading.execution.worker.cell_runner"]
kept = []


def answer(function, arguments):
    kept.append(student.call(lambda *args: 6, arguments))
    return kept[0]


def look(names, namespace, real=student.look_up):
    kinds, values = real(names, namespace)
    return {name: "missing" if kept else kind for name, kind in kinds.items()}, values


runner.call, runner.look_up = answer, look


def double(x):
    return 6
