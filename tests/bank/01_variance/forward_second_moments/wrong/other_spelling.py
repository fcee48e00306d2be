"""Knows ReLU and not relu.

Loses: forward_second_moments-first, forward_second_moments-relu, forward_second_moments-errors
Hint: the name is "relu", in small letters
"""


def forward_second_moments(layer_sizes, variances, activation):
    if activation not in ("linear", "ReLU"):
        raise ValueError(activation)
    c = 0.5 if activation == "ReLU" else 1.0
    q, moments = 1.0, []
    for i in range(len(variances)):
        q *= layer_sizes[i] * variances[i] * (c if i else 1.0)
        moments.append(q)
    return moments
