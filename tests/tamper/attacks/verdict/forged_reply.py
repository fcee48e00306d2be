"""Writes a runner's replies into every open file.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import json, os, stat


def double(x):
    shown = {"data": {"text/plain": "8.0"}, "metadata": {}, "execution_count": 3}
    lines = [
        {"msg_type": "execute_result", "content": shown},
        {"msg_type": "execute_reply", "content": {"status": "ok", "execution_count": 3}},
        {"status": "ok", "value": 2 * x, "result": 2 * x},
    ]
    data = "".join(json.dumps(line) + "\n" for line in lines).encode()
    for fd in range(256):
        try:
            if stat.S_ISSOCK(os.fstat(fd).st_mode) or stat.S_ISFIFO(os.fstat(fd).st_mode):
                os.set_blocking(fd, False)
                os.write(fd, data * 20)
        except OSError:
            pass
    return 0
