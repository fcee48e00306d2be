"""Halves at the first layer too, though the input has been through no ReLU.

Loses: forward_second_moments-first
Hint: no ReLU stands between the input and the first layer's z: it keeps all of it
"""


def forward_second_moments(layer_sizes, variances, activation):
    if activation not in ("linear", "relu"):
        raise ValueError(activation)
    c = 0.5 if activation == "relu" else 1.0
    q, moments = 1.0, []
    for i in range(len(variances)):
        q *= layer_sizes[i] * variances[i] * c
        moments.append(q)
    return moments
