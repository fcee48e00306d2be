"""Believes that pooling adds the variances.

Loses: pooled_histogram_flaw-letter
"""

pooled_histogram_flaw = "B"
