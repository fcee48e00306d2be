"""Raises the half to the power of the layer, though the product does it already.

Loses: forward_second_moments-relu
Hint: the halves pile up twice: the product over the layers counts them already
"""


def forward_second_moments(layer_sizes, variances, activation):
    if activation not in ("linear", "relu"):
        raise ValueError(activation)
    c = 0.5 if activation == "relu" else 1.0
    q, moments = 1.0, []
    for i in range(len(variances)):
        q *= layer_sizes[i] * variances[i] * c**i
        moments.append(q)
    return moments
