"""The time that was handed in names a file as its zone that can be opened and not read.

Loses: double-small, double-large
"""
# %% file timestamp.txt
2020-01-01 00:00:00 /proc/self/mem
