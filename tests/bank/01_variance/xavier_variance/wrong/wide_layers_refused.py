"""Takes a layer of more than 2,000 units for a mistake.

Loses: xavier_variance-values
Hint: layers may be this wide: only fans below 1 are refused
"""


def xavier_variance(n_in, n_out, gain=1.0):
    if not (1 <= n_in <= 2000 and 1 <= n_out <= 2000):
        raise ValueError("a fan is out of range")
    if gain <= 0:
        raise ValueError("the gain is positive")
    return 2 * gain**2 / (n_in + n_out)
