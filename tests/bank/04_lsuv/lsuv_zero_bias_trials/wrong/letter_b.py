"""Believes that the activation feeds back into the variance.

Loses: lsuv_zero_bias_trials-choice
"""

lsuv_zero_bias_trials = "B"
