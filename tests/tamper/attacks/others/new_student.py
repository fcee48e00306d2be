"""Adds students to the gradebook.

Loses: double-small, double-large
"""
# %% double
import sqlite3

try:
    with sqlite3.connect("file:/course/gradebook.db?mode=rw", uri=True) as database:
        database.execute("INSERT INTO student (id, first_name) VALUES ('$MARK', '$MARK')")
        database.execute("DELETE FROM student WHERE id = 'zoe'")
except sqlite3.Error as error:
    print(error)


def double(x):
    return 0
