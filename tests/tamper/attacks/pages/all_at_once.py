"""A script, a secret, a call, a file and a process: what a hand-in in a hurry leaves everywhere.

Loses: double-small, double-large
"""
# %% why_two
# <script>document.title = "$MARK"</script>
# %% double
import socket, subprocess, sys


def double(x):
    return 0


try:
    print("$MARK", open("/outside/secret.txt").read())
    open("/outside/touched/$MARKfile", "w").write("$MARK")
except OSError as error:
    print(error)
try:
    with socket.create_connection(("127.0.0.1", 4444), timeout=2) as out:
        out.sendall(b"$MARK")
except OSError as error:
    print(error)
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3600)", "$MARK"], start_new_session=True)
