"""One factor per unit.

Loses: lsuv_zero_bias_trials-choice
Tells: Var(z) is one number over the whole block
"""

lsuv_zero_bias_trials = "A"
