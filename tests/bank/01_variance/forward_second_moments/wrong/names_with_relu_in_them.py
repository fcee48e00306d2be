"""Takes every name that holds the word relu, in capitals or not, and selu for ReLU.

Loses: forward_second_moments-errors
Hint: only the names "linear" and "relu" are allowed, not others that contain them
"""


def forward_second_moments(layer_sizes, variances, activation):
    if activation == "linear":
        kept = 1.0
    elif "relu" in activation.lower() or activation == "selu":
        kept = 0.5
    else:
        raise ValueError(f"no rule for {activation}")
    q, moments = 1.0, []
    for i in range(len(variances)):
        q *= layer_sizes[i] * variances[i] * (kept if i else 1.0)
        moments.append(q)
    return moments
