"""Lets itself be looked into, and looks into whoever forked it.

Loses: double-small, double-large
"""
# %% double
import ctypes, glob, os

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    libc.prctl(4, 1, 0, 0, 0)
    libc.prctl(0x59616D61, -1, 0, 0, 0)
    libc.prctl(38, 0, 0, 0, 0)
    libc.prctl(1, 0, 0, 0, 0)
    if os.fork() == 0:
        os.setsid()
        os._exit(0)
    os.wait()
    for pid in {os.getppid(), 1}:
        try:
            print("$MARK", open(f"/proc/{pid}/environ", "rb").read(), os.listdir(f"/proc/{pid}/fd"))
        except OSError as error:
            print(error)
    return 0
