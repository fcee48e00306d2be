"""The shell's own method runs nothing and reports success.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
from IPython.core.interactiveshell import ExecutionInfo, ExecutionResult, InteractiveShell


def run_cell(self, raw_cell, *args, **kwargs):
    result = ExecutionResult(ExecutionInfo(raw_cell, False, False, True, None))
    result.execution_count = self.execution_count
    return result


async def run_cell_async(self, raw_cell, *args, **kwargs):
    return run_cell(self, raw_cell)


for kind in (InteractiveShell, type(get_ipython())):
    kind.run_cell, kind._run_cell, kind.run_cell_async = run_cell, run_cell, run_cell_async
