"""What a process that runs cells finds imported, and the fork server that imports it."""

from __future__ import annotations

from collections.abc import Sequence

from traitlets.config import Config

from initcourse.grading.processes.environment import SHORT_LIVED
from initcourse.grading.processes.fork_server import ForkServer
from initcourse.grading.submission import READER_MODULES

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

WARM_UP = "initcourse.grading.execution.worker.warm_up"
"""Comes last among the modules of a fork server whose processes run cells."""


def cell_server(modules: Sequence[str] = MODULES) -> ForkServer:
    """Return a fork server whose processes run cells and find `modules` imported."""
    return ForkServer((*modules, WARM_UP), SHORT_LIVED)


def call_server() -> ForkServer:
    """Return a fork server whose processes are confined to one call: they read hand-ins."""
    return ForkServer(READER_MODULES, SHORT_LIVED)


def imported_modules(config: Config) -> list[str]:
    """Return what the notebooks of a course with this configuration find imported."""
    return list(config.get("Execute", {}).get("modules", MODULES))
