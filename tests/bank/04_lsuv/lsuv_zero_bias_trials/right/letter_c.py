"""The right letter, built in another way."""

lsuv_zero_bias_trials = "ABCD"[2]
