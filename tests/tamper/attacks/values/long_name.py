"""A function whose name is ten million letters of markup.

Loses: double-small, double-large
"""
# %% double
def double(x):
    return 0


double.__name__ = double.__qualname__ = "<script>alert('$MARK')</script>" * 300_000
