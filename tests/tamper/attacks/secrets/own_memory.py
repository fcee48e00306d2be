"""Searches its own memory for what the process that forked it knew.

Loses: double-small, double-large
"""
# %% double
import gc, re


def double(x):
    for thing in gc.get_objects():
        try:
            told = repr(thing) if isinstance(thing, (dict, list, tuple)) and len(thing) < 1000 else ""
        except BaseException:
            continue
        for found in set(re.findall("(?:memory|environment|file)-[0-9a-f]{32}|hidden_input_of_double|multiplied_by_two_in_the_solution", told)):
            if "re.findall" not in told:
                print("$MARK", found)
    return 0
