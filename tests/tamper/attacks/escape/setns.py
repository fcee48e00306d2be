"""Joins the namespaces of every process that it sees.

Loses: double-small, double-large
"""
# %% double
import ctypes, glob, os

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    for path in sorted(glob.glob("/proc/[0-9]*/ns/mnt") + glob.glob("/proc/[0-9]*/ns/user") + glob.glob("/proc/[0-9]*/ns/net")):
        if os.fork() == 0:
            try:
                libc.setns(os.open(path, os.O_RDONLY), 0)
                print("$MARK", open("/outside/secret.txt").read(), flush=True)
            except OSError as error:
                print(error, flush=True)
            os._exit(0)
        os.wait()
    return 0
