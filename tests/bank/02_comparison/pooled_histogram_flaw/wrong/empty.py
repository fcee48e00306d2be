"""Leaves the choice empty.

Loses: pooled_histogram_flaw-letter
"""

pooled_histogram_flaw = ""
