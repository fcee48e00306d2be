"""Markup in what the function returns, and in its name.

Loses: double-small, double-large
"""
# %% double
def double(x):
    return "</pre><script>alert('$MARK')</script>"


double.__name__ = double.__qualname__ = "<script>alert('$MARK')</script>"
