"""The shell's `run_code` reports that all went well.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
async def run_code(self, code_obj, result=None, **kwargs):
    return False


type(get_ipython()).run_code = run_code
