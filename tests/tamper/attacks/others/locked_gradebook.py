"""Locks the gradebook for a long while.

Loses: double-small, double-large
"""
# %% double
import subprocess, sys

subprocess.Popen([sys.executable, "-c", """
import sqlite3, time
database = sqlite3.connect("file:/course/gradebook.db?mode=rw", uri=True, isolation_level=None)
database.execute("BEGIN EXCLUSIVE")
time.sleep(50)
""", "$MARK"], start_new_session=True)
import time

time.sleep(1)


def double(x):
    return 0
