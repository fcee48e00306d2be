"""What a forked process sets up to behave like a fresh Jupyter kernel; `cell_runner` calls `prepare_shell`."""

from __future__ import annotations

import ast
import os
import random
import sys
import warnings
from typing import Any

INLINE = "module://matplotlib_inline.backend_inline"
"""matplotlib's backend in a Jupyter kernel."""

KERNEL_ARGUMENTS = ("ipykernel_launcher.py", "-f", "kernel.json")
"""What a program finds in `sys.argv` in a Jupyter kernel."""


def prepare_shell(shell: Any, seed: int | None) -> None:
    """Make a new shell as grading wants it; `seed` is for Python, NumPy and Keras, None leaves them unpredictable."""
    sys.argv[:] = KERNEL_ARGUMENTS
    shell.input_transformer_manager = plain_python_first()
    seed_generators(seed)
    if "matplotlib" in sys.modules:  # it read the environment when it was imported, before there was a shell
        sys.modules["matplotlib"].rcParams["backend"] = os.environ.setdefault("MPLBACKEND", INLINE)


def plain_python_first() -> Any:
    """Return IPython's input transformers, sparing cells that are plain Python the search for magics and prompts.

    No cell that Python can parse is changed by them, and the search is a good part of what running a cell costs.
    """
    from IPython.core.inputtransformer2 import TransformerManager

    class PlainPythonFirst(TransformerManager):
        def transform_cell(self, cell: str) -> str:
            if not cell[:1].isspace() and "In [" not in cell and _is_python(cell):  # a prompt is an annotation, too
                return cell if cell.endswith("\n") else cell + "\n"
            return super().transform_cell(cell)

    return PlainPythonFirst()


def _is_python(code: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # running the cell will warn
            ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def seed_generators(seed: int | None) -> None:
    """Seed what is loaded; without a seed, make NumPy's legacy generator differ from one fork to the next."""
    if "keras" in sys.modules and seed is not None:
        sys.modules["keras"].utils.set_random_seed(seed)
    elif "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(seed)
    if seed is not None:
        random.seed(seed)
