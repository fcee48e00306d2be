"""A hook hears everything that is compiled, called or imported.

Loses: double-small, double-large
"""
# %% double
import sys


def hear(event, args):
    if event in ("compile", "exec"):
        told = repr(args)
        if "hidden_input" in told:
            sys.stdout.write("$MARK" + told)


sys.addaudithook(hear)


def double(x):
    return 0
