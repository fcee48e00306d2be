"""Prints markup, and the codes by which terminals show colours.

Loses: double-small, double-large
"""
# %% double
import sys


def double(x):
    print("</pre></div><script>alert('$MARK')</script>\x1b[31m<img src=x onerror=alert('$MARK')>\x1b[0m")
    print("\x1b]8;;javascript:alert('$MARK')\x1b\\link\x1b]8;;\x1b\\\x1b[38;2;1;2;3m<b>")
    print("<script>alert('$MARK')</script>", file=sys.stderr)
    return 0
