"""Counts the sentences instead of naming one.

Loses: pooled_histogram_flaw-letter
Tells: write the letter between quotation marks
"""

pooled_histogram_flaw = 3
