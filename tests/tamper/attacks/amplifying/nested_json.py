"""Displays JSON that is nested a hundred thousand deep, and some with as many keys.

Loses: double-small, double-large
"""
# %% double
def double(x):
    value = {}
    for _ in range(900):
        value = {"a": value}
    publish = get_ipython().display_pub.publish
    publish({"application/json": value, "application/vnd.x": {str(number): [] for number in range(100_000)}})
    return 0
