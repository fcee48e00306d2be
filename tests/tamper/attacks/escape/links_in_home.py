"""Puts links and pipes where the grader may look afterwards.

Loses: double-small, double-large
"""
# %% double
import os

for number, target in enumerate(("/outside/secret.txt", "/course/source", "/outside/touched", "/course/gradebook.db")):
    for place in (".", os.environ.get("HOME", "/tmp"), "/tmp"):
        try:
            os.symlink(target, f"{place}/$MARKlink{number}")
        except OSError as error:
            print(error)
for name in ("small.ipynb", "timestamp.txt", "pipe"):
    try:
        if os.path.lexists(name):
            os.unlink(name)
        os.mkfifo(name) if name == "pipe" else os.symlink("/outside/secret.txt", name)
    except OSError as error:
        print(error)


def double(x):
    return 0
