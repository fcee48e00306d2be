"""The environment that fork servers and their processes are started with."""

from __future__ import annotations

import os
from fnmatch import fnmatchcase

SHORT_LIVED = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL": "0",
}
"""How numerical libraries run in a process that lives for one notebook.

One thread: a class keeps every core busy, and threads that wait for each other only spin. Kernels that TensorFlow has
compiled in: generating others for this processor takes every process 30 ms at its first matrix product.
"""

KEPT_VARIABLES = (
    *("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "LC_*", "TZ", "TMPDIR", "LD_LIBRARY_PATH"),
    *("PYTHON*", "VIRTUAL_ENV", "CONDA_PREFIX", "XDG_*", "MPL*", "KERAS_*", "TF_*", "OMP_*", "OPENBLAS_*", "MKL_*"),
)
"""Environment variables that a fork server is started with: what imports heed. All others, secrets among them, never
reach a process from which a student's is forked."""


def kept_environment() -> dict[str, str]:
    """Return the part of this process's environment that is among `KEPT_VARIABLES`."""
    return {
        name: value for name, value in os.environ.items() if any(fnmatchcase(name, kept) for kept in KEPT_VARIABLES)
    }
