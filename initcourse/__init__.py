"""What the notebooks of the course import: checks that teach, the lesson network, its pictures and its data.

The work is in `checks`, `networks`, `plots` and `data`; `grading` is for staff and is imported by none of them.
Importing this package does two things. Unless told otherwise, it asks TensorFlow's native libraries for silence: they
write to stderr at their first operation on a machine without a GPU, and a line there in a test cell costs a right
answer its points in plain nbgrader. And in a Jupyter kernel that somebody sits in front of, checks say when they pass.
"""

import os
import sys

__version__ = "0.1.0"

os.environ["TF_CPP_MIN_LOG_LEVEL"] = os.environ.get("TF_CPP_MIN_LOG_LEVEL") or "3"


def _watch_kernel() -> None:
    """Let a Jupyter kernel that a person sits in front of tell what checks have found."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if type(getattr(shell, "kernel", None)).__module__.startswith("ipykernel."):
        from initcourse.student.kernel import watch

        watch(shell)


_watch_kernel()
