"""Leaves a process behind that has cut all ties.

Loses: double-small, double-large
"""
# %% double
import subprocess, sys

subprocess.Popen(
    [sys.executable, "-c", "import os, time\nif os.fork(): os._exit(0)\nos.setsid()\nif os.fork(): os._exit(0)\ntime.sleep(3600)", "$MARK"],
    start_new_session=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
)


def double(x):
    return 0
