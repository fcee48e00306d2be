"""Refuses linear as an unknown activation.

Loses: forward_second_moments-linear, forward_second_moments-errors
Hint: "linear" is one of the two names that are allowed
"""


def forward_second_moments(layer_sizes, variances, activation):
    if activation != "relu":
        raise ValueError(activation)
    c = 0.5 if activation == "relu" else 1.0
    q, moments = 1.0, []
    for i in range(len(variances)):
        q *= layer_sizes[i] * variances[i] * (c if i else 1.0)
        moments.append(q)
    return moments
