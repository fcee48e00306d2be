"""Takes every unknown activation for linear.

Loses: forward_second_moments-errors
Hint: every other name is refused, also one whose rule you know: `if activation not in ...: raise
    ValueError(...)`
"""


def forward_second_moments(layer_sizes, variances, activation):
    c = 0.5 if activation == "relu" else 1.0
    q, moments = 1.0, []
    for i in range(len(variances)):
        q *= layer_sizes[i] * variances[i] * (c if i else 1.0)
        moments.append(q)
    return moments
