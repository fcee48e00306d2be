"""Lets a dict raise KeyError for an unknown activation.

Loses: forward_second_moments-errors
Hint: Python's own error comes too late: ask `if ...:` first and raise ValueError yourself
"""


def forward_second_moments(layer_sizes, variances, activation):
    c = {"linear": 1.0, "relu": 0.5}[activation]
    q, moments = 1.0, []
    for i in range(len(variances)):
        q *= layer_sizes[i] * variances[i] * (c if i else 1.0)
        moments.append(q)
    return moments
