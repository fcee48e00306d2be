"""nbgrader's configuration of this course: `nbgrader` and formgrader read it when started in this folder."""

from initcourse.grading.feedback.policy import harmless_pages

c = get_config()  # noqa: F821  nbgrader's loader defines it

# Whatever a hand-in holds, feedback pages and formgrader's marking page run nothing of it and send nothing away.
c.merge(harmless_pages())

c.CourseDirectory.course_id = "initcourse"

# nbgrader's own list, after what puts a hand-in right: a copied cell would stop the class.
c.Autograde.sanitize_preprocessors = [
    "initcourse.grading.submission.nbgrader_plugin.RepairCells",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# nbgrader's own list, with ours in place of its Execute: `nbgrader autograde` and formgrader are as fast and as safe.
c.Autograde.autograde_preprocessors = [
    "initcourse.grading.execution.notebook.Execute",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
