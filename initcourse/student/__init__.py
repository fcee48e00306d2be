"""What stands behind a student's notebook: the yes and the progress, `initcourse check` and `doctor`, the offline page.

No notebook imports it. `kernel` listens in a running kernel and says what `progress` knows; `readiness` tells what is
left to do in a saved notebook. Both know the cells by `cell_table`, whose tables in `cells/` `release` writes.
"""
