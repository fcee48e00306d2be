"""Returns complex numbers, whose imaginary part the statistics drop.

In: 02_comparison
Loses: sample_weights-plain, sample_weights-glorot, sample_weights-he, sample_weights-family
"""
# %% sample_weights
def sample_weights(scheme, shape, rng):
    fan_in, fan_out = shape
    variance = {"random_normal": 1.0, "random_small": 1e-4, "glorot_uniform": 2 / (fan_in + fan_out),
        "glorot_normal": 2 / (fan_in + fan_out), "he_uniform": 2 / fan_in, "he_normal": 2 / fan_in}
    if scheme not in variance:
        raise ValueError(scheme)
    std = variance[scheme] ** 0.5
    W = rng.uniform(-(3**0.5) * std, 3**0.5 * std, shape) if "uniform" in scheme else rng.normal(0, std, shape)
    return W + 1000j
