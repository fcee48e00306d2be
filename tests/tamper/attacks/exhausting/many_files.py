"""Makes more files than a disk has room to name.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
def double(x):
    for number in range(60_000):
        try:
            open(f"/tmp/$MARK{number}", "w").close()
        except OSError as error:
            print(error)
            break
    return 0
