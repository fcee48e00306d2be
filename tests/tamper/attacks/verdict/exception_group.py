"""A group of exceptions, each of another kind.

Loses: double-small, double-large
"""
# %% double
def double(x):
    raise BaseExceptionGroup("all", [SystemExit(0), KeyboardInterrupt(), ExceptionGroup("more", [ValueError(x)])])
