"""Scripts in vector graphics.

Loses: double-small, double-large
"""
# %% why_two
# <svg onload="alert('$MARK')"><script>alert('$MARK')</script><a xlink:href="javascript:alert('$MARK')"><text>x</text></a></svg>
# %% double
from IPython.display import SVG, display


def double(x):
    display(SVG("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(\"$MARK\")'><script>alert('$MARK')</script></svg>"))
    return 0
