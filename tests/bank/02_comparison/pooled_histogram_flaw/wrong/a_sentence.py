"""Writes a sentence for the letter.

Loses: pooled_histogram_flaw-letter
"""

pooled_histogram_flaw = "layer 1 is too large"
