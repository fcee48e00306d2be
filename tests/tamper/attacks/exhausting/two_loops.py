"""Two processes that start each other again.

Loses: double-small, double-large
"""
# %% double
import subprocess, sys

subprocess.Popen([sys.executable, "-c", """
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
for _ in range(2000):
    if os.fork():
        os._exit(0)
    os.setsid()
    time.sleep(0.05)
""", "$MARK"], start_new_session=True)


def double(x):
    return 0
