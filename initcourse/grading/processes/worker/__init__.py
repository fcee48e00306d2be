"""What runs inside the fork server and the processes that it forks, before their program begins.

The driver imports nothing from here but by starting `worker.server` as a program of its own.
"""
