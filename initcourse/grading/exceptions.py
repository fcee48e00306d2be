"""Errors that are values: one of Python's own crosses, one of the student's own as the nearest of those.

`pack` and `unpack` use it. A traceback does not cross.
"""

from __future__ import annotations

import builtins

from initcourse.grading.foreign import NotPlain, foreign_items

MOST_ARGUMENTS = 10


def error_items(error: BaseException) -> list:
    """Return the name of the nearest error of Python's own and the arguments, texts and numbers as they are."""
    names = [base.__name__ for base in type(error).__mro__ if getattr(builtins, base.__name__, None) is base]
    simple = (str, int, float, bool, type(None))
    return [names[0], *(one if type(one) in simple else foreign_items(one)[1] for one in error.args[:MOST_ARGUMENTS])]


def error_from_items(items: list) -> BaseException:
    """Build an error of Python's own; its `__init__` is left out, as some ask for arguments of their own."""
    kind = getattr(builtins, items[0], None) if type(items[0]) is str else None
    if not (isinstance(kind, type) and issubclass(kind, BaseException)) or issubclass(kind, BaseExceptionGroup):
        raise NotPlain("no error of Python's own")
    error = kind.__new__(kind)
    error.args = tuple(items[1:])
    return error
