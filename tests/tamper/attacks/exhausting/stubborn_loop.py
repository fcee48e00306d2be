"""Never ends, and takes no notice of interrupts.

Loses: double-small, double-large
"""
# %% double
import signal


def double(x):
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM, signal.SIGHUP):
        signal.signal(signum, signal.SIG_IGN)
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
