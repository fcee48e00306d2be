"""Believes that an orthonormal kernel gives variance 1 for every input.

Loses: lsuv_zero_bias_trials-choice
"""

lsuv_zero_bias_trials = "D"
