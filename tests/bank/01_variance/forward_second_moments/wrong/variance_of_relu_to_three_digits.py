"""Uses 0.341, what ReLU leaves of the variance, to three digits.

Loses: forward_second_moments-relu
Hint: 0.341 is what ReLU leaves of the variance; c is about second moments
"""


def forward_second_moments(layer_sizes, variances, activation):
    kept = {"linear": 1.0, "relu": 0.341}
    if activation not in kept:
        raise ValueError(activation)
    q, moments = 1.0, []
    for i, variance in enumerate(variances):
        q *= layer_sizes[i] * variance * (kept[activation] if i else 1.0)
        moments.append(q)
    return moments
