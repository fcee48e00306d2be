"""Uses 0.341, what ReLU leaves of the variance.

Loses: forward_second_moments-relu
Hint: 0.341 is what ReLU leaves of the variance; c is about second moments
"""


def forward_second_moments(layer_sizes, variances, activation):
    if activation not in ("linear", "relu"):
        raise ValueError(activation)
    c = 0.3408451 if activation == "relu" else 1.0
    q, moments = 1.0, []
    for i in range(len(variances)):
        q *= layer_sizes[i] * variances[i] * (c if i else 1.0)
        moments.append(q)
    return moments
