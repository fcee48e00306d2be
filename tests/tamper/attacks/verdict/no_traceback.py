"""The shell shows no error any more.

Loses: double-small, double-large
"""
# %% double
shell = get_ipython()
for name in ("showtraceback", "_showtraceback", "showsyntaxerror", "show_usage_error"):
    setattr(shell, name, lambda *args, **kwargs: None)
    setattr(type(shell), name, lambda *args, **kwargs: None)
