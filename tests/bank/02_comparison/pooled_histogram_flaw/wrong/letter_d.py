"""Believes that the narrow layers dominate.

Loses: pooled_histogram_flaw-letter
"""

pooled_histogram_flaw = "D"
