"""Puts its own checks in place before and after every cell.

Loses: double-small, double-large
"""
# %% double
def replace(*args):
    import builtins, initcourse.checks, sys

    for module in (initcourse.checks, sys.modules["__main__"], get_ipython().user_module):
        for name in ("call", "expect_close", "expect_equal"):
            setattr(module, name, lambda *args, **kwargs: None)


for event in ("pre_execute", "pre_run_cell", "post_execute", "post_run_cell"):
    get_ipython().events.register(event, replace)


def double(x):
    return 0
