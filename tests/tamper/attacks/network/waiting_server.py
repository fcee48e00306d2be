"""Waits for calls of others.

Loses: double-small, double-large
"""
# %% double
import subprocess, sys

subprocess.Popen([sys.executable, "-c", """
import socket, threading
servers = [socket.create_server(("0.0.0.0", port)) for port in (4446, 8888)]
servers[0].accept()
""", "$MARK"], start_new_session=True)


def double(x):
    return 0
