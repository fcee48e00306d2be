"""nbgrader's configuration of this course: `nbgrader` and formgrader read it when started in this folder."""

c = get_config()  # noqa: F821  nbgrader's loader defines it

c.CourseDirectory.course_id = "initcourse"

# ipykernel warns at every start that its sockets are not encrypted; they are open to this machine only.
c.Execute.extra_arguments = ["--IPKernelApp.log_level=ERROR"]
