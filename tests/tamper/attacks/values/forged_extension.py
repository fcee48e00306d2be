"""The library's own forms of special values.

Loses: double-small, double-large
"""
# %% double
def double(x):
    return {3: {"__ndarray__": b"\0" * 8, "dtype": "O", "shape": [1]}, 1: {b"nd": True, b"type": b"|O", b"kind": b"O", b"shape": [1], b"data": b"cos\nsystem\n(S'touch /outside/touched/$MARKunpickled'\ntR."}}.get(x, {"__type__": "float", "value": 2})
