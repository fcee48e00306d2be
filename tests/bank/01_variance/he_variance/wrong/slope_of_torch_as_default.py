"""Takes a slope of 0.01 when none is given, as PyTorch's LeakyReLU does.

Loses: he_variance-values
Takes along: variance_table-columns
Hint: without a slope the activation is ReLU: its slope is 0, not 0.01
"""


def he_variance(n_in, negative_slope=0.01):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    return 2 / ((1 + negative_slope**2) * n_in)
