"""Files with the names of the library's modules.

Loses: double-small, double-large
May lose: halve-values
"""
# %% file warnings.py
def catch_warnings(*args, **kwargs):
    raise SystemExit
# %% file dataclasses.py
dataclass = lambda *args, **kwargs: lambda kind: kind
# %% file traceback.py
format_exception = lambda *args, **kwargs: []
# %% file json.py
dumps = loads = lambda *args, **kwargs: {"status": "ok"}
# %% file msgpack.py
packb = unpackb = lambda *args, **kwargs: 6
# %% file numpy/__init__.py
isclose = allclose = lambda *args, **kwargs: True
# %% file collections/__init__.py
OrderedDict = dict
