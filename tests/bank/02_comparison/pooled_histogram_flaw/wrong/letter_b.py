"""Believes that pooling adds the variances.

Loses: pooled_histogram_flaw-letter
Hint: the variance of the heap is an average of the layers' variances, not their sum
"""

pooled_histogram_flaw = "B"
