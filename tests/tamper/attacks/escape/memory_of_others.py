"""Writes into the memory of its parent.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import os, re


def double(x):
    process = f"/proc/{os.getppid()}"
    try:
        maps = open(f"{process}/maps").read()
        with open(f"{process}/mem", "r+b", 0) as memory:
            for start in re.findall(r"(?m)^([0-9a-f]+)-[0-9a-f]+ rw", maps)[:1]:
                memory.seek(int(start, 16))
                kept = memory.read(8)
                memory.seek(int(start, 16))
                memory.write(kept)
                open("/outside/touched/$MARKmemory", "w").write("$MARK could write")
    except OSError as error:
        print(error)
    return 0
