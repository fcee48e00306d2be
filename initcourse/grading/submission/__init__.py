"""One hand-in, from what lies in a student's folder to a notebook that can be executed.

The steps, each importing only from those before it: `model` (the records), `reader` (the folder), `parser` (the
notebook's bytes), `repair` (whose cell is which), `sanitize` (what the release locked, and `prepare_notebook`, which
takes the last three steps at once). `nbgrader_plugin` offers `repair` to nbgrader itself. Nothing here executes a cell.

Nothing is imported here: reading files needs none of nbgrader's sanitizers.
"""
