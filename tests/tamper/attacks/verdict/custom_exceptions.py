"""A handler of the student's own takes every exception and says nothing.

Loses: double-small, double-large
"""
# %% double
get_ipython().set_custom_exc((BaseException,), lambda shell, kind, error, trace, tb_offset=None: [])
