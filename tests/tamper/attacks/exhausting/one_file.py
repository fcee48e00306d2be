"""Makes one file that is larger than all disks.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
def double(x):
    with open("/tmp/$MARKlarge", "wb") as file:
        file.truncate(1 << 44)
        file.seek(1 << 43)
        file.write(b"x")
    return 0
