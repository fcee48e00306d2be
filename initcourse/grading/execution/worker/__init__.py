"""What runs inside forked processes: the fork server, and the process that runs cells, as a student's or as the judge.

The driver imports nothing from here but by starting `worker.server` as a program of its own.
"""
