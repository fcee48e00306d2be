"""Displays two thousand pictures of a hundred kilobytes.

Loses: double-small, double-large
Takes: long
"""
# %% double
def double(x):
    png = b"\x89PNG\r\n\x1a\n" + bytes(100_000)
    for _ in range(2_000):
        get_ipython().display_pub.publish({"image/png": png, "text/plain": "<Figure>"})
    return 0
