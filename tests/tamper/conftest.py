"""Fixtures of class scenarios: a course with a gradebook, and the Dask cluster that tests of grading use, too."""

from tests.grading.conftest import cluster, course_template, course_with_gradebook, small_executor

__all__ = ["cluster", "course_template", "course_with_gradebook", "small_executor"]
