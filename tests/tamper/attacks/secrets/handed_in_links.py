"""Links handed in lead to the grader's files.

Loses: double-small, double-large
"""
# %% hand-in
for name, target in (("link.txt", "/outside/secret.txt"), ("linked", "/course/source"), ("up", "../../..")):
    (folder / name).symlink_to(target)
# %% double
import glob

for path in ("link.txt", "linked/small/small.ipynb", "up/outside/secret.txt"):
    try:
        print("$MARK", open(path).read())
    except OSError as error:
        print(error)


def double(x):
    return 0
