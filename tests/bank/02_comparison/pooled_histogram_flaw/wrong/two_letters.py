"""Chooses two of the sentences.

Loses: pooled_histogram_flaw-letter
Hint: choose one letter: only one of the four sentences is right
"""

pooled_histogram_flaw = "BC"
