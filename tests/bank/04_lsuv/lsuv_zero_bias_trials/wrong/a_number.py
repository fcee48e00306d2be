"""Answers with the number of rescales instead of a letter.

Loses: lsuv_zero_bias_trials-choice
Tells: one of the letters A, B, C, D
"""

lsuv_zero_bias_trials = 1
