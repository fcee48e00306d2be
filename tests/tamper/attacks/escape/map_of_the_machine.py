"""Lists the machine: mounts, processes, users, addresses.

Loses: double-small, double-large
"""
# %% double
import glob, os, socket


def double(x):
    for path in ("/proc/mounts", "/proc/self/mountinfo", "/etc/passwd", "/proc/net/tcp", "/proc/net/unix", "/proc/self/uid_map"):
        try:
            print(open(path).read())
        except OSError as error:
            print(error)
    for folder in ("/", "/course", "/outside", "/home", "/root"):
        try:
            print("$MARK", os.listdir(folder))
            print("$MARK", open("/outside/secret.txt").read())
        except OSError as error:
            print(error)
    print([open(path, "rb").read() for path in glob.glob("/proc/[0-9]*/cmdline")], socket.gethostname())
    return 0
