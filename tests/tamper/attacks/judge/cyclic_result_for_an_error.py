"""Returns a list that contains itself where an error should be raised, or what is too deep or too long to cross.

In: 01_variance
Loses: xavier_variance-errors, he_variance-errors, compute_fans-errors, forward_second_moments-errors
"""
# %% xavier_variance
def endless():
    items = []
    items.append(items)
    return items


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 1 or n_out < 1 or gain <= 0:
        return endless()
    return 2 * gain**2 / (n_in + n_out)
# %% he_variance
def he_variance(n_in, negative_slope=0.0):
    return endless() if n_in < 1 else 2 / ((1 + negative_slope**2) * n_in)
# %% compute_fans
def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        return "x" * (40 << 20)
    window = 1
    for side in kernel_shape[:-2]:
        window *= side
    return window * kernel_shape[-2], window * kernel_shape[-1]
# %% forward_second_moments
def forward_second_moments(layer_sizes, variances, activation):
    kept = {"linear": 1.0, "relu": 0.5}
    if activation not in kept:
        deep = 0
        for _ in range(150):
            deep = [deep]
        return deep
    moments, q = [], 1.0
    for layer, variance in enumerate(variances):
        q *= layer_sizes[layer] * variance * (kept[activation] if layer else 1.0)
        moments.append(q)
    return moments
