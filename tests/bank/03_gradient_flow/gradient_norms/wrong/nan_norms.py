"""Returns NaN for every kernel.

Loses: gradient_norms-values, gradient_norms-layers, gradient_norms-mean_and_model
Takes along: fool_the_score-fools
Hint: NaN is no norm: look at what you hand to the tape, and whether the loss is finite
"""


def gradient_norms(model, X, y):
    return [float("nan") for w in model.get_weights() if len(w.shape) == 2]
