"""Where things lie on the grader's machine is nobody's business on a page: paths lose what stands before a package."""

from __future__ import annotations

import os
import site
import sys
import sysconfig
from functools import cache
from pathlib import Path

import initcourse


def without_places(text: str) -> str:
    """Return a text in which no path begins with a place of this machine's own: its Python, its packages, this home."""
    for place in _places():
        text = text.replace(place, "")
    return text


@cache
def _places() -> tuple[str, ...]:
    """Return the places with a slash behind them, those inside others first."""
    found = {
        *site.getsitepackages(),
        *(sysconfig.get_path(name) for name in ("purelib", "platlib", "stdlib", "scripts")),
        *(sys.prefix, sys.base_prefix, sys.exec_prefix),
        os.path.dirname(os.path.dirname(os.path.abspath(initcourse.__file__))),
        str(Path.home()),
    }
    resolved = {*found, *map(os.path.realpath, found)}
    return tuple(f"{place}/" for place in sorted(resolved, key=len, reverse=True) if len(place) > 4)
