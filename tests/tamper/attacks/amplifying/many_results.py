"""Shows a hundred thousand results in one cell.

Loses: double-small, double-large
May lose: halve-values
Takes: long
"""
# %% before double-small
from IPython import get_ipython

hook = get_ipython().displayhook
for number in range(100_000):
    hook(number)
