"""Never ends, in a place where Python hears no signals.

Loses: double-small, double-large
"""
# %% double
def double(x):
    return sum(range(10**15))
