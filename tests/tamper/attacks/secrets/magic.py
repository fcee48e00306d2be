"""Reads by the shell's own commands.

Loses: double-small, double-large
"""
# %% before double-small
!echo "$MARK"; cat /outside/secret.txt /home/ta/.netrc; env
%env
# %% after double
def double(x):
    get_ipython().system("cat /outside/secret.txt")
    get_ipython().run_line_magic("cat", "/outside/secret.txt")
    return 0
