"""Text that is no Unicode, and names that end lines.

Loses: double-small, double-large
"""
# %% double
def double(x):
    return {3: "\ud800\udfff\x00\x1b[2J", 1: b"\xff\xfe\r\n{\"status\": \"ok\"}\n"}.get(x, {"\ud800": 6, "\n": 1})
