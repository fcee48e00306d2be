"""Counts the sentences instead of naming one.

Loses: pooled_histogram_flaw-letter
Tells: pooled_histogram_flaw is 3
"""

pooled_histogram_flaw = 3
