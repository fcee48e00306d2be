"""Takes every name that ends in relu.

Loses: forward_second_moments-errors
Tells: Expected a ValueError
"""


def forward_second_moments(layer_sizes, variances, activation):
    if activation != "linear" and not activation.endswith("relu"):
        raise ValueError(activation)
    q, found = 1.0, []
    for layer, variance in enumerate(variances):
        kept = 0.5 if layer and activation != "linear" else 1.0
        q *= kept * layer_sizes[layer] * variance
        found.append(q)
    return found
