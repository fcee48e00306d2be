"""What a forked process finds: modules that the fork server has imported, and the environment of their import."""

from __future__ import annotations

import os
from fnmatch import fnmatchcase

from traitlets.config import Config

MODULES = (
    "numpy",
    "initcourse.networks",
    "matplotlib",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "seaborn",
    "pandas",
    "sklearn.datasets",
    "sklearn.datasets.data",
    "sklearn.datasets.descr",
    "initcourse.data",
    "initcourse.plots",
    "initcourse.statistical_checks",
    "initcourse.checks",
)
"""What a notebook of this course finds imported: TensorFlow and Keras come with `initcourse.networks`."""

ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
}
"""One thread a process: a class keeps every core busy, and threads that wait for each other only spin."""

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


def imported_modules(config: Config) -> list[str]:
    """Return what the notebooks of a course with this configuration find imported."""
    return list(config.get("Execute", {}).get("modules", MODULES))
