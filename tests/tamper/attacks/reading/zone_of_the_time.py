"""The time that was handed in names a file of the system as its zone.

Loses: double-small, double-large
"""
# %% file timestamp.txt
2020-01-01 00:00:00 /etc/passwd
