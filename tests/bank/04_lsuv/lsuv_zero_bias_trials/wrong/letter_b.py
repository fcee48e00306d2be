"""Believes that the activation feeds back into the variance.

Loses: lsuv_zero_bias_trials-choice
Tells: the variance is measured at z, before the activation
"""

lsuv_zero_bias_trials = "B"
