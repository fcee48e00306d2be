"""Returns the last layer's value alone.

Loses: forward_second_moments-linear, forward_second_moments-first, forward_second_moments-relu
Hint: return the list of all layers, not the last number alone
"""


def forward_second_moments(layer_sizes, variances, activation):
    if activation not in ("linear", "relu"):
        raise ValueError(activation)
    c = 0.5 if activation == "relu" else 1.0
    q, moments = 1.0, []
    for i in range(len(variances)):
        q *= layer_sizes[i] * variances[i] * (c if i else 1.0)
        moments.append(q)
    return q
