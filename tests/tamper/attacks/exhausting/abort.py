"""Aborts, with a core dump.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import os, resource


def double(x):
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    except (OSError, ValueError):
        pass
    os.abort()
