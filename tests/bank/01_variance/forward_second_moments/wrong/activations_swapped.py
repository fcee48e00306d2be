"""Halves for linear and not for ReLU.

Loses: forward_second_moments-linear, forward_second_moments-relu
Hint: linear and ReLU are exchanged: ReLU halves, linear keeps all
"""


def forward_second_moments(layer_sizes, variances, activation):
    if activation not in ("linear", "relu"):
        raise ValueError(activation)
    c = 1.0 if activation == "relu" else 0.5
    q, moments = 1.0, []
    for i in range(len(variances)):
        q *= layer_sizes[i] * variances[i] * (c if i else 1.0)
        moments.append(q)
    return moments
