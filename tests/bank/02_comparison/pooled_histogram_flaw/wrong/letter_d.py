"""Believes that the narrow layers dominate.

Loses: pooled_histogram_flaw-letter
Hint: the narrow layers have the largest weights, but too few of them to be seen
"""

pooled_histogram_flaw = "D"
