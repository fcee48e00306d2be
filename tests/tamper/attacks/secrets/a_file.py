"""Prints a file of the grader's.

Loses: double-small, double-large
"""
# %% double
def double(x):
    for path in ("/outside/secret.txt", "/home/ta/.netrc"):
        try:
            print("$MARK", open(path).read())
        except OSError as error:
            print(error)
    return 0
