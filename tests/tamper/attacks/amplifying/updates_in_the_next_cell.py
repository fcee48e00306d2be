"""Displays in one cell and updates in the next one, where there is room again.

Loses: double-small, double-large
Takes: long
"""
# %% double
publish = get_ipython().display_pub.publish
for _ in range(16_000):
    publish({"text/plain": ""}, transient={"display_id": "X"})


def double(x):
    publish({"text/plain": "x" * 4_900_000}, transient={"display_id": "Y"})
    publish({"text/plain": "x" * 4_900_000}, transient={"display_id": "X"}, update=True)
    return 0
# %% after double
publish({"text/plain": "x" * 4_900_000}, transient={"display_id": "X"}, update=True)
# %% after halve
publish({"text/plain": "x" * 300}, transient={"display_id": "X"}, update=True)
