"""A namespace that gives every check the same answer.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
class Namespace(dict):
    def __setitem__(self, name, value):
        super().__setitem__(name, (lambda *args, **kwargs: None) if name.startswith("expect") else value)


shell = get_ipython()
shell.user_module.__dict__.update(double=lambda x: 0)
shell.user_ns = Namespace(shell.user_ns)


def double(x):
    return 0
