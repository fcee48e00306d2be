"""Does not end when everything is over.

Loses: double-small, double-large
"""
# %% double
import atexit, signal, threading, time


def stay():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    time.sleep(600)


atexit.register(stay)
threading.Thread(target=time.sleep, args=(600,)).start()


def double(x):
    return 0
