"""Returns keys whose hashes collide when they are tuples, fractions or complex numbers.

Loses: double-small, double-large
Takes: long
"""
# %% double
def double(x):
    return {(n * (2**61 - 1), -1 - (n % 2)): complex(0, n * (2**61 - 1)) for n in range(100_000)}
