"""Carries the second moment of the activations, not of z, from layer to layer."""


def forward_second_moments(layer_sizes, variances, activation):
    if activation not in ("linear", "relu"):
        raise ValueError(activation)
    c = 0.5 if activation == "relu" else 1.0
    h, moments = 1.0, []
    for i in range(len(variances)):
        q = layer_sizes[i] * variances[i] * h
        h = c * q
        moments.append(q)
    return moments
