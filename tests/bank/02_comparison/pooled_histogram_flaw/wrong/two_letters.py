"""Chooses two of the sentences.

Loses: pooled_histogram_flaw-letter
Tells: pooled_histogram_flaw is 'BC'
"""

pooled_histogram_flaw = "BC"
