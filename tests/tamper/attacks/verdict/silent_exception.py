"""An exception that renders its own traceback as nothing.

Loses: double-small, double-large
"""
# %% double
class Fine(Exception):
    def _render_traceback_(self):
        return []

    def __str__(self):
        return ""

    def __repr__(self):
        return ""


def double(x):
    raise Fine
