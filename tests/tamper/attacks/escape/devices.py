"""Makes and opens devices.

Loses: double-small, double-large
"""
# %% double
import os, stat


def double(x):
    for major, minor, kind in ((1, 1, stat.S_IFCHR), (1, 2, stat.S_IFCHR), (254, 0, stat.S_IFBLK), (8, 0, stat.S_IFBLK), (10, 200, stat.S_IFCHR)):
        try:
            os.mknod("/tmp/device", 0o600 | kind, os.makedev(major, minor))
            print("$MARK", os.open("/tmp/device", os.O_RDONLY))
            open("/outside/touched/$MARKdevice", "w").write("$MARK")
        except OSError as error:
            print(error)
    for path in ("/dev/mem", "/dev/kmem", "/dev/kmsg", "/dev/fuse", "/dev/kvm", "/dev/net/tun", "/dev/sda"):
        try:
            os.open(path, os.O_RDWR)
            open("/outside/touched/$MARKdevice", "w").write("$MARK")
        except OSError as error:
            print(error)
    return 0
