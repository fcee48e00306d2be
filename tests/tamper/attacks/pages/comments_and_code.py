"""Markup in code, comments and names of the cell itself.

Loses: double-small, double-large
"""
# %% double
# </pre></div><script>alert("$MARK")</script>
"""</script><script>alert('$MARK')</script><!--"""


def double(x):
    """<img src=x onerror=alert('$MARK')>"""
    return "--><svg/onload=alert('$MARK')>"
