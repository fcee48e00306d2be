"""A traceback made of markup.

Loses: double-small, double-large
"""
# %% double
class Evil(Exception):
    def _render_traceback_(self):
        return ["</pre><script>alert('$MARK')</script>", {"not": "text"}, 3]

    def _repr_html_(self):
        return "<script>alert('$MARK')</script>"


def double(x):
    raise Evil
