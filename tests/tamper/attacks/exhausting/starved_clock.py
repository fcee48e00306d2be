"""Makes its own process wait for a core all the time, by children that compute: waiting is not counted.

Loses: double-small, double-large
May lose: halve-values
Takes: long
"""
# %% hand-in
import nbformat

STARVE = """import os
for _ in range(8):
    if os.fork() == 0:
        while True:
            pass
os.nice(19)
while True:
    pass
"""
notebook.cells[2:2] = [nbformat.v4.new_code_cell(STARVE) for _ in range(12)]
