"""Goes through Glorot's uniform limit, equation 16 of the paper."""


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 1 or n_out < 1 or gain <= 0:
        raise ValueError("fans start at 1 and the gain is positive")
    limit = gain * 6**0.5 / (n_in + n_out) ** 0.5
    return limit**2 / 3
