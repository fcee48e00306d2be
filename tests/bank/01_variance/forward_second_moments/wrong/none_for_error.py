"""Returns None for an unknown activation instead of raising.

Loses: forward_second_moments-errors
Tells: needs a `raise`
"""


def forward_second_moments(layer_sizes, variances, activation):
    if activation not in ("linear", "relu"):
        return None
    c = 0.5 if activation == "relu" else 1.0
    q, moments = 1.0, []
    for i in range(len(variances)):
        q *= layer_sizes[i] * variances[i] * (c if i else 1.0)
        moments.append(q)
    return moments
