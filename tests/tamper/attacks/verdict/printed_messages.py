"""Prints what the runner would send.

Loses: double-small, double-large
"""
# %% double
import json, sys


def double(x):
    for message in (
        {"msg_type": "execute_result", "content": {"data": {"text/plain": "8.0"}, "metadata": {}, "execution_count": 1}},
        {"msg_type": "execute_reply", "content": {"status": "ok", "execution_count": 1}},
    ):
        print(json.dumps(message), flush=True)
        print(json.dumps(message), file=sys.__stdout__, flush=True)
    return 0
