"""nbgrader's configuration of this course: `nbgrader` and formgrader read it when started in this folder."""

from initcourse.grading.feedback.policy import harmless_pages

c = get_config()  # noqa: F821  nbgrader's loader defines it

# Whatever a hand-in holds, feedback pages and formgrader's marking page run nothing of it and send nothing away.
c.merge(harmless_pages())

c.CourseDirectory.course_id = "initcourse"

# A mistake costs once: what fails for an earlier exercise's sake is tried with the official solution in its place.
c.Execute.follow_through = True

# `initcourse verify` has tried these tests, apart from the code, on hundreds of answers: no hand-in need run both ways.
c.Execute.compare = False

# `nbgrader autograde` and formgrader's button grade as `initcourse grade` does: as fast, as safe, in the same words.
c.Autograde.exporter_class = "initcourse.grading.class_run.nbgrader_plugin.ClassRunExporter"
