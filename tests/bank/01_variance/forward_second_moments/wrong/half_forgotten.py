"""Forgets that ReLU halves.

Loses: forward_second_moments-relu
Hint: ReLU halves the second moment before every layer but the first
"""


def forward_second_moments(layer_sizes, variances, activation):
    if activation not in ("linear", "relu"):
        raise ValueError(activation)
    c = 0.5 if activation == "relu" else 1.0
    q, moments = 1.0, []
    for i in range(len(variances)):
        q *= layer_sizes[i] * variances[i]
        moments.append(q)
    return moments
