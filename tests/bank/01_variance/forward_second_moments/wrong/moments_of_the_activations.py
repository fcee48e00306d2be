"""Lists the second moments of the activations, not of the pre-activations.

Loses: forward_second_moments-first
Hint: no ReLU stands between the input and the first layer's z: it keeps all of it
"""


def forward_second_moments(layer_sizes, variances, activation):
    if activation not in ("linear", "relu"):
        raise ValueError(activation)
    c = 0.5 if activation == "relu" else 1.0
    h, moments = 1.0, []
    for n_in, variance in zip(layer_sizes, variances):
        h = c * n_in * variance * h
        moments.append(h)
    return moments
