"""How a value of a subclass becomes the plain value of its base, with none of its own methods asked.

`pack` uses it in the student's process, where a subclass may answer anything.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

BASES: dict[type, Callable] = {
    int: int.__pos__,
    float: float.__pos__,
    complex: complex.__pos__,
    str: str.__str__,
    bytes: bytes.__bytes__,
    list: list.copy,
    tuple: lambda value: tuple.__getitem__(value, slice(None)),
    dict: lambda value: {key: held for key, held in dict.items(value)},
    set: lambda value: set(set.__iter__(value)),
    frozenset: lambda value: frozenset(frozenset.__iter__(value)),
    np.ndarray: lambda value: np.ndarray.view(value, np.ndarray),
}
"""How a subclass becomes the plain value of its base, none of its own methods asked."""
