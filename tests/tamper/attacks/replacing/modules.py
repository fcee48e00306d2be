"""Puts a module of its own where the checks are imported from.

Loses: double-small, double-large
"""
# %% double
import sys, types

fake = types.ModuleType("initcourse.checks")
fake.call = lambda function, *args, **kwargs: None
fake.expect_close = fake.expect_equal = fake.expect_that = fake.expect_error = fake.call
sys.modules["initcourse.checks"] = fake


def double(x):
    return 0
