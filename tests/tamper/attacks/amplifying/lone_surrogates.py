"""Prints and displays what no encoding has.

Loses: double-small, double-large
"""
# %% double
def double(x):
    print("\ud800" * 3_000_000)
    get_ipython().display_pub.publish({"text/plain": "\udfff" * 3_000_000, "\ud800": "\ud800"})
    raise ValueError("\ud800" * 1_000_000)
