"""Believes that the narrow layers dominate.

Loses: pooled_histogram_flaw-letter
Tells: too few of them to be seen
"""

pooled_histogram_flaw = "D"
