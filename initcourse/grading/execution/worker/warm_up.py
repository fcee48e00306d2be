"""Imports and does once what every process that runs cells would: the fork server's last module.

That is what IPython's shell imports while it starts, what it imports and compiles for the first traceback that it shows
(0.2 s), and what the libraries find out at their first use.
"""

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
    "IPython.core.ultratb",
    "IPython.extensions.storemagic",
    "tornado.platform.asyncio",
    "initcourse.grading.execution.worker.cell_runner",
)

for module in MODULES:
    importlib.import_module(module)
try:
    raise LookupError
except LookupError:
    sys.modules["IPython.core.ultratb"].AutoFormattedTB("Context").structured_traceback(*sys.exc_info())
if "tensorflow" in sys.modules:  # its table of operations is completed once, when a name is not found
    sys.modules["tensorflow.python.framework.op_def_registry"].get("no operation")
if "matplotlib" in sys.modules:
    sys.modules["matplotlib"].rcsetup.validate_backend(INLINE)  # reads the entry points of all packages, once
