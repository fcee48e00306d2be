"""Leaves the choice empty.

Loses: pooled_histogram_flaw-letter
Tells: one of the letters 'A', 'B', 'C' and 'D'
"""

pooled_histogram_flaw = ""
