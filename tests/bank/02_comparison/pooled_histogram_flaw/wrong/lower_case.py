"""Writes the letter in lower case.

Loses: pooled_histogram_flaw-letter
Tells: write the capital letter
"""

pooled_histogram_flaw = "c"
