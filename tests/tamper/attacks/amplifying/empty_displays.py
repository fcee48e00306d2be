"""Displays nothing, three hundred thousand times.

Loses: double-small, double-large
May lose: halve-values
Takes: long
"""
# %% before double-small
publish = get_ipython().display_pub.publish
for _ in range(300_000):
    publish({})
