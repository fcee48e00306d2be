"""Leaves shared memory, semaphores and queues behind.

Loses: double-small, double-large
"""
# %% double
import ctypes, os

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    for key in range(1, 20):
        print(libc.shmget(key, 4096, 0o1666), libc.semget(key, 1, 0o1666), libc.msgget(key, 0o1666))
    for name in ("/dev/shm/$MARK", "/dev/mqueue/$MARK", "/run/$MARK", "/var/tmp/$MARK"):
        try:
            open(name, "w").write("$MARK")
        except OSError as error:
            print(error)
    return 0
