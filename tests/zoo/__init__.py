"""One-exercise notebooks, one for each kind of honest test: graded here and, once, by plain nbgrader.

`cases` are the notebooks, `course` makes sources and hand-ins of them, `plain` grades them as nbgrader does and
remembers what came out, and `test_zoo` compares.
"""
