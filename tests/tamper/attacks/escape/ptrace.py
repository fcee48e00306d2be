"""Attaches to the processes around it.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import ctypes, glob, os

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    for process in glob.glob("/proc/[0-9]*"):
        pid = int(process.split("/")[-1])
        if pid != os.getpid() and libc.ptrace(0x4206, pid, None, None) == 0:
            open("/outside/touched/$MARKptrace", "a").write(f"$MARK seized {pid}\n")
            libc.ptrace(17, pid, None, None)
    return 0
