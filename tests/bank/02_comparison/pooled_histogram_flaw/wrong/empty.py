"""Leaves the choice empty.

Loses: pooled_histogram_flaw-letter
Hint: write your letter between the two quotation marks
"""

pooled_histogram_flaw = ""
