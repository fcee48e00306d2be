"""Halves whatever the activation.

Loses: forward_second_moments-linear
Hint: linear layers lose nothing: c is 1
"""


def forward_second_moments(layer_sizes, variances, activation):
    if activation not in ("linear", "relu"):
        raise ValueError(activation)
    c = 0.5
    q, moments = 1.0, []
    for i in range(len(variances)):
        q *= layer_sizes[i] * variances[i] * (c if i else 1.0)
        moments.append(q)
    return moments
