"""Believes that an orthonormal kernel gives variance 1 for every input.

Loses: lsuv_zero_bias_trials-choice
Hint: look at the variances before LSUV in the picture under 4.2
"""

lsuv_zero_bias_trials = "D"
