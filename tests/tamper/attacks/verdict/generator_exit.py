"""The tested function raises what a generator's end raises.

Loses: double-small, double-large
"""
# %% double
def double(x):
    raise GeneratorExit
