"""Styles that hide the marks and load pictures.

Loses: double-small, double-large
"""
# %% why_two
# <style>.panel { display: none } body::after { content: "$MARK 20 of 20" }</style>
# <div style="position: fixed; inset: 0; background: url(https://example.org/$MARK)">20 of 20</div>
# <link rel="stylesheet" href="https://example.org/$MARK.css">
