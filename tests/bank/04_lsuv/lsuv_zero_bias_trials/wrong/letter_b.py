"""Believes that the activation feeds back into the variance.

Loses: lsuv_zero_bias_trials-choice
Hint: the variance is measured at z, before the activation
"""

lsuv_zero_bias_trials = "B"
