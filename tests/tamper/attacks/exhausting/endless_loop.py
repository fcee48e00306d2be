"""Never ends.

Loses: double-small, double-large
"""
# %% double
def double(x):
    while True:
        pass
