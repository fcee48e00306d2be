"""Doubles where ReLU halves.

Loses: forward_second_moments-relu
Hint: ReLU loses one half of the second moment; here it gains
"""


def forward_second_moments(layer_sizes, variances, activation):
    if activation not in ("linear", "relu"):
        raise ValueError(activation)
    c = 2.0 if activation == "relu" else 1.0
    q, moments = 1.0, []
    for i in range(len(variances)):
        q *= layer_sizes[i] * variances[i] * (c if i else 1.0)
        moments.append(q)
    return moments
