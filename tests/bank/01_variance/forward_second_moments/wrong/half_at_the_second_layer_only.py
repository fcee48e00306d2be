"""Halves once, at the second layer.

Loses: forward_second_moments-relu
Hint: only the second layer is halved here; later ones have a ReLU before them too
"""


def forward_second_moments(layer_sizes, variances, activation):
    if activation not in ("linear", "relu"):
        raise ValueError(activation)
    c = 0.5 if activation == "relu" else 1.0
    q, moments = 1.0, []
    for i in range(len(variances)):
        q *= layer_sizes[i] * variances[i] * (c if i == 1 else 1.0)
        moments.append(q)
    return moments
