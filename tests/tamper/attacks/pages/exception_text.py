"""Markup in what an exception is called and says.

Loses: double-small, double-large
"""
# %% double
def double(x):
    evil = "</pre><script>alert('$MARK')</script><img src=x onerror=alert('$MARK')>"
    raise type(evil, (Exception,), {})(evil)
