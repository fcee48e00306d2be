"""Copies from what others handed in.

Loses: double-small, double-large
"""
# %% double
import glob, re

found = ""
for path in [*glob.glob("/course/submitted/*/*/*.ipynb"), *glob.glob("../../../submitted/*/*/*.ipynb"), *glob.glob("/course/autograded/*/*/*")]:
    try:
        found = open(path).read()
        print("$MARK", re.findall("words-of-[a-z-]*", found), "multiplied_by_two_in_the_solution" in found)
    except OSError as error:
        print(error)


def double(x):
    return 2 * x if "multiplied_by_two" in found else 0
