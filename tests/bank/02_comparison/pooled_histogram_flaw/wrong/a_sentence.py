"""Writes a sentence for the letter.

Loses: pooled_histogram_flaw-letter
Tells: one of the letters A, B, C, D
"""

pooled_histogram_flaw = "layer 1 is too large"
