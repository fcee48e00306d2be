"""One factor per unit.

Loses: lsuv_zero_bias_trials-choice
Hint: Var(z) is one number over the whole block, and so is the factor
"""

lsuv_zero_bias_trials = "A"
