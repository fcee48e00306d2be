"""Imports what IPython's shell and a process that runs cells import while they start: the fork server's last module."""

from __future__ import annotations

import importlib
import sys

from initcourse.grading.execution.worker.startup import INLINE

MODULES = (
    "ipykernel.compiler",
    "ipykernel.zmqshell",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.core.pylabtools",
    "IPython.extensions.storemagic",
    "tornado.platform.asyncio",
    "initcourse.grading.execution.worker.cell_runner",
)

for module in MODULES:
    importlib.import_module(module)
if "matplotlib" in sys.modules:
    sys.modules["matplotlib"].rcsetup.validate_backend(INLINE)  # reads the entry points of all packages, once
