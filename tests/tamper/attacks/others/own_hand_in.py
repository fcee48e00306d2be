"""Improves its own hand-in after it was read.

Loses: double-small, double-large
"""
# %% double
import glob, json

for path in ["small.ipynb", *glob.glob("/course/submitted/others-own_hand_in/small/*"), *glob.glob("/course/autograded/others-own_hand_in/small/*")]:
    try:
        notebook = json.load(open(path))
        for cell in notebook["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == "double":
                cell["source"] = "double = lambda x: 2 * x  # $MARK"
        json.dump(notebook, open(path, "w"))
    except (OSError, ValueError) as error:
        print(error)


def double(x):
    return 0
