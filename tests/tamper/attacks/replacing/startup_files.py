"""Files that Python and IPython run when they start.

Loses: double-small, double-large
"""
# %% file sitecustomize.py
import initcourse.checks
initcourse.checks.expect_close = lambda *args, **kwargs: None
# %% file usercustomize.py
import sitecustomize
# %% file evil.pth
import initcourse.checks; initcourse.checks.expect_close = lambda *args, **kwargs: None
# %% file ipython_config.py
c = get_config()
c.InteractiveShellApp.exec_lines = ["import initcourse.checks; initcourse.checks.expect_close = lambda *args, **kwargs: None"]
# %% file .ipython/profile_default/startup/00.py
import initcourse.checks
initcourse.checks.expect_close = lambda *args, **kwargs: None
# %% file nbgrader_config.py
c = get_config()
c.Execute.enabled = False
