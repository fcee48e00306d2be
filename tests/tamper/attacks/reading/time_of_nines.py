"""The time that was handed in has more digits than a decimal number can be divided in.

Loses: double-small, double-large
"""
# %% file timestamp.txt
99999999999999999999999999999999999999999999999999h
