"""Leads the reader to another page.

Loses: double-small, double-large
"""
# %% why_two
# <meta http-equiv="refresh" content="0; url=https://example.org/$MARK"><base href="https://example.org/$MARK/">
