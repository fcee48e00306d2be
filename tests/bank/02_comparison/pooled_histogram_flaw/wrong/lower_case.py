"""Writes the letter in lower case.

Loses: pooled_histogram_flaw-letter
Tells: pooled_histogram_flaw is 'c'
"""

pooled_histogram_flaw = "c"
