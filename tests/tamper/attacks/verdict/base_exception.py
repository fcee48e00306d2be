"""The tested function raises an exception that is no `Exception`.

Loses: double-small, double-large
"""
# %% double
class Fine(BaseException):
    pass


def double(x):
    raise Fine("all is well")
