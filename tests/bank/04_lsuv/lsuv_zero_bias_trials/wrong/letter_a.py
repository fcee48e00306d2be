"""One factor per unit.

Loses: lsuv_zero_bias_trials-choice
"""

lsuv_zero_bias_trials = "A"
