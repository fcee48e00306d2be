"""The time that was handed in is no time, or one of every form.

Loses: double-small, double-large
"""
# %% file timestamp.txt
9999-12-31 23:59:59 -999999
