"""A finder comes before all others.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import importlib.abc, importlib.machinery, sys


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path, target=None):
        return importlib.machinery.ModuleSpec(name, self) if name.startswith("initcourse") else None

    def exec_module(self, module):
        module.call = module.expect_close = lambda *args, **kwargs: None
        module.__path__ = []


for name in [name for name in sys.modules if name.startswith("initcourse")]:
    del sys.modules[name]
sys.meta_path.insert(0, Finder())


def double(x):
    return 0
