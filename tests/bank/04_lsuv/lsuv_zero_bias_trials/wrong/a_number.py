"""Answers with the number of rescales instead of a letter.

Loses: lsuv_zero_bias_trials-choice
"""

lsuv_zero_bias_trials = 1
