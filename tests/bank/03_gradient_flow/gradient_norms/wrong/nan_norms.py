"""Returns NaN for every kernel.

Loses: gradient_norms-values, gradient_norms-layers, gradient_norms-mean_and_model
Tells: returned [nan]
"""


def gradient_norms(model, X, y):
    return [float("nan") for w in model.get_weights() if len(w.shape) == 2]
