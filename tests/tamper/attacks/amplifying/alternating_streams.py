"""Prints a letter here and a letter there, half a million times.

Loses: double-small, double-large
May lose: halve-values
Takes: long
"""
# %% before double-small
import sys

for _ in range(250_000):
    print("a", end="", file=sys.stdout)
    print("b", end="", file=sys.stderr)
