"""Every kind of output that pages show.

Loses: double-small, double-large
"""
# %% double
from IPython.display import HTML, Javascript, Latex, Markdown, display


def double(x):
    display(Javascript("alert('$MARK')"))
    display(HTML("<img src=x onerror=alert('$MARK')><style>p { content: '$MARK' }</style>"))
    display(Markdown("<script>alert('$MARK')</script> [a](javascript:alert('$MARK'))"))
    display(Latex("\\href{javascript:alert('$MARK')}{x}</script><script>alert('$MARK')</script>"))
    return 0
