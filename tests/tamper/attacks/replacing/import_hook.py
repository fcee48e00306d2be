"""Answers imports itself.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import builtins, importlib.abc, importlib.util, sys, types

true_import = builtins.__import__


class Anything(types.ModuleType):
    def __getattr__(self, name):
        return lambda *args, **kwargs: None


def fake_import(name, *args, **kwargs):
    return Anything(name) if name.startswith("initcourse") else true_import(name, *args, **kwargs)


builtins.__import__ = fake_import


def double(x):
    return 0
