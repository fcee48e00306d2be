"""Displays twenty thousand texts under one name, in several cells, and updates them all again and again.

Loses: double-small, double-large
Takes: long
"""
# %% double
publish = get_ipython().display_pub.publish
for _ in range(10_000):
    publish({"text/plain": ""}, transient={"display_id": "X"})


def double(x):
    for _ in range(4_000):
        publish({"text/plain": ""}, transient={"display_id": "X"})
    for size in range(2_000):
        publish({"text/plain": "x" * size}, transient={"display_id": "X"}, update=True)
    return 0
