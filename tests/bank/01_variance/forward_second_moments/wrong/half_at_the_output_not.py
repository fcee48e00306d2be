"""Leaves out the half before the output layer.

Loses: forward_second_moments-relu
Hint: there is a ReLU before the output layer too
"""


def forward_second_moments(layer_sizes, variances, activation):
    if activation not in ("linear", "relu"):
        raise ValueError(activation)
    c = 0.5 if activation == "relu" else 1.0
    q, moments = 1.0, []
    for i in range(len(variances)):
        q *= layer_sizes[i] * variances[i] * (c if 0 < i < len(variances) - 1 else 1.0)
        moments.append(q)
    return moments
