"""What the notebooks of the course import: checks that teach, the lesson network, its pictures and its data.

The work is in `checks`, `networks`, `plots` and `data`; `grading` is for staff and is imported by none of them.
Importing this package does one thing: unless told otherwise, it asks TensorFlow's native libraries for silence. They
write to stderr at their first operation on a machine without a GPU, and a line there in a test cell costs a right
answer its points in plain nbgrader.
"""

import os

__version__ = "0.1.0"

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
