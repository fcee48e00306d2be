"""Raises an error with a traceback of a million lines, and shows it a thousand times.

Loses: double-small, double-large
May lose: halve-values
"""
# %% before double-small
class Long(Exception):
    def _render_traceback_(self):
        return ["line"] * 1_000_000


for _ in range(20):
    try:
        raise Long("x" * 10_000_000)
    except Long:
        get_ipython().showtraceback()
raise Long
