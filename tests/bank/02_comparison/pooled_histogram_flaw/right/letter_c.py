"""The letter of the right sentence, computed."""

pooled_histogram_flaw = "ABCD"[2]
