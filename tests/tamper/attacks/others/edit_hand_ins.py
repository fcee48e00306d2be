"""Changes what the others handed in, and the source.

Loses: double-small, double-large
"""
# %% double
import glob

for path in glob.glob("/course/submitted/zoe/*/*") + glob.glob("/course/source/*/*") + glob.glob("/course/release/*/*"):
    try:
        text = open(path).read()
        with open(path, "w") as file:
            file.write(text.replace("def double", "# $MARKdef\\ndef double"))
    except OSError as error:
        print(error)


def double(x):
    return 0
