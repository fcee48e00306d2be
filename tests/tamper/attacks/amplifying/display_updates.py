"""Displays a text three hundred times under one name, then updates it to four megabytes.

Loses: double-small, double-large
"""
# %% double
def double(x):
    publish = get_ipython().display_pub.publish
    for _ in range(300):
        publish({"text/plain": ""}, transient={"display_id": "X"})
    publish({"text/plain": "x" * 4_000_000}, transient={"display_id": "X"}, update=True)
    return 0
