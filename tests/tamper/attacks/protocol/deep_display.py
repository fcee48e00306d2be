"""While the judge waits, publishes an output that is nested 700 deep.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
def double(x):
    value = []
    for _ in range(700):
        value = [value]
    get_ipython().display_pub.publish({"text/plain": {"x": value}})
    return 3 * x
