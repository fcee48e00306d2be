"""Blames the number of bars.

Loses: pooled_histogram_flaw-letter
"""

pooled_histogram_flaw = "A"
