"""nbgrader's configuration of this course: `nbgrader` and formgrader read it when started in this folder."""

c = get_config()  # noqa: F821  nbgrader's loader defines it

c.CourseDirectory.course_id = "initcourse"

# Kernels talk over Unix sockets, which only this account can open; over TCP ipykernel warns at every start.
c.KernelManager.transport = "ipc"
