"""Markup inside formulas.

Loses: double-small, double-large
"""
# %% why_two
# $$\href{javascript:alert('$MARK')}{x} \unicode{<script>alert('$MARK')</script>} \style{background:url(https://example.org/$MARK)}{y}$$
# $<img src=x onerror=alert('$MARK')>$ \\( </script><script>alert('$MARK')</script> \\)
