"""A script in a written answer and in an output.

Loses: double-small, double-large
"""
# %% why_two
# <script>document.title = "$MARK"</script>
# Because <img src=x onerror="alert('$MARK')"> of it.
# %% double
from IPython.display import HTML, display


def double(x):
    display(HTML("<script>alert('$MARK')</script>"))
    return 0
