"""Looks at the activation only where one is passed, and so accepts every name for one layer.

Loses: forward_second_moments-errors
Hint: a wrong name is refused always, also where there is one layer and no activation is passed
"""


def forward_second_moments(layer_sizes, variances, activation):
    moments, q = [], 1.0
    for number, variance in enumerate(variances):
        if number == 0:
            factor = 1.0
        elif activation == "linear":
            factor = 1.0
        elif activation == "relu":
            factor = 0.5
        else:
            raise ValueError(activation)
        q *= factor * layer_sizes[number] * variance
        moments.append(q)
    return moments
