"""Displays in a thousand forms at once, with metadata for each.

Loses: double-small, double-large
"""
# %% before double-small
publish = get_ipython().display_pub.publish
for _ in range(300):
    forms = {f"text/x-{number}": "x" * 1_000 for number in range(1_000)}
    publish(forms, metadata={name: {"alt": "x" * 99_000, "width": 2**70, "height": -1} for name in forms})
