"""What the notebooks of the course import: checks that teach, the lesson network, its pictures and its data.

Importing this package does nothing but name it. The work is in `checks`, `networks`, `plots` and `data`;
`grading` is for staff and is imported by none of them.
"""

__version__ = "0.1.0"
