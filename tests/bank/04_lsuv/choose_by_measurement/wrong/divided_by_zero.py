"""Takes the larger of r and 1 / r, and divides by a ratio of zero.

Loses: choose_by_measurement-broken
Hint: a ratio of zero cannot be divided by, and its logarithm is no number: leave it out first
"""


def choose_by_measurement(ratios):
    return min(ratios, key=lambda m: max(ratios[m], 1 / ratios[m]))
