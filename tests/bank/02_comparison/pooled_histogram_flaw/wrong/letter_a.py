"""Blames the number of bars.

Loses: pooled_histogram_flaw-letter
Hint: all layers are centred on 0, so finer bars show one peak
"""

pooled_histogram_flaw = "A"
