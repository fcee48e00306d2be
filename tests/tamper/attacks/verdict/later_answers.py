"""A thread puts another function in place while the tests run.

Loses: double-small, double-large
"""
# %% double
import threading, time


def double(x):
    return 0


def change():
    while True:
        time.sleep(0.001)
        globals()["expect_close"] = lambda *args, **kwargs: None
        globals()["call"] = lambda function, x, **kwargs: 2 * x


threading.Thread(target=change, daemon=True).start()
