"""What runs inside forked processes that run cells, as a student's or as the judge.

The driver imports nothing from here: the fork server does, and calls `cell_runner.run_cells` in a fork.
"""
