"""A cell before the tests defines the checks' names.

Loses: double-small, double-large
"""
# %% before double-small
class Call:
    def __call__(self, *args, **kwargs):
        return self
call = Call()
def expect_close(*args, **kwargs):
    pass
print = len = abs = expect_close
