"""Searches the memory of every process that it sees.

Loses: double-small, double-large
"""
# %% double
import glob, re


def double(x):
    for process in glob.glob("/proc/[0-9]*"):
        try:
            maps, memory = open(f"{process}/maps").read(), open(f"{process}/mem", "rb", 0)
        except OSError as error:
            print(error)
            continue
        for start, end in re.findall(r"(?m)^([0-9a-f]+)-([0-9a-f]+) rw", maps):
            try:
                memory.seek(int(start, 16))
                data = memory.read(min(int(end, 16) - int(start, 16), 1 << 26))
            except (OSError, OverflowError, ValueError):
                continue
            for found in set(re.findall(rb"memory-[0-9a-f]{32}", data)):
                print("$MARK", found.decode())
    return 0
