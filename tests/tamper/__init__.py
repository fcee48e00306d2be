"""Hostile hand-ins, and a box in which a class of them is graded: by `initcourse grade`, and by plain nbgrader.

`attack` reads what a trick does, `scene` writes the class, `box` keeps this machine safe, `inside` is the machine
within, `grader` grades there, `canaries` and `active` watch, `suite` runs both sides, `page` tells the result.

What takes more than one notebook is graded in classes outside a box: `doors` are the ways to grade one, `grammar` draws
hostile hand-ins without end, `containment` measures what they cost a class (`contained_run` is its driver).
"""
