"""A course's folder as nbgrader has it: source notebooks, what their cells mean, the converters and the gradebook.

Every room above asks here what an assignment is and where its files lie. A hand-in is never read here.

- `folder`: the paths of a course, its configuration, the names of its assignments. Imports nothing of nbgrader.
- `assignment`: a source notebook as graded cells, and the table of points at its top.
- `names`: which names code binds and reads; which cells the judge runs, and which cells grading can skip.
- `lint`: what is wrong with a source notebook, before nbgrader sees it.
- `nbgrader`: nbgrader's converters and gradebook, run in this process.
- `gradebook`: scores, written and read.

Nothing is exported here: `initcourse grade` reads `folder` and starts its processes before nbgrader is imported.
"""
