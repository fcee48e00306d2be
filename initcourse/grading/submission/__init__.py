"""One hand-in, from what lies in a student's folder to a canonical hand-in, from which a notebook is rebuilt.

`folder` collects bytes and looks into none of them. `reading` makes sense of them in a process that is confined to
this one hand-in: `parser` (the notebook's bytes), `repair` (whose cell is which), `pictures`. What comes back is
`canonical`: texts in their places, which can express nothing else. `skeleton` is what the course says about a notebook
before any hand-in comes. Nothing here executes a cell.

Nothing is imported here: reading files needs none of it.
"""

READ = "initcourse.grading.submission.reading:read"
"""The function that reads a hand-in, for a confined call."""

READER_MODULES = ("initcourse.grading.submission.reading",)
"""What the server of confined calls has imported."""
