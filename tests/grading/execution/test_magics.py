"""Magics of IPython and things to display, as in a Jupyter kernel: each is run here and there, and compared."""

import json
import re

import IPython.display
import nbformat
import pytest
from nbclient import NotebookClient

from tests.support.cells import outputs, printed, run_cells

LINES = {
    "alias": "show echo shown",
    "alias_magic": "t timeit",
    "autoawait": "",
    "autocall": "1",
    "automagic": "off",
    "autosave": "60",
    "bookmark": "here",
    "cat": "notes.txt",
    "cd": ".",
    "clear": "",
    "code_wrap": "",
    "colors": "nocolor",
    "config": "InlineBackend.figure_format = 'retina'",
    "cp": "notes.txt copy.txt",
    "dhist": "",
    "dirs": "",
    "doctest_mode": "",
    "env": "NOTE=1",
    "gui": "",
    "hist": "",
    "history": "",
    "killbgscripts": "",
    "ldir": "",
    "less": "notes.txt",
    "lf": "",
    "lk": "",
    "ll": "",
    "load": "notes.txt",
    "load_ext": "autoreload",
    "loadpy": "notes.txt",
    "logoff": "",
    "logon": "",
    "logstart": "log.py",
    "logstate": "",
    "logstop": "",
    "ls": "",
    "lsmagic": "",
    "lx": "",
    "macro": "again 1",
    "magic": "-brief",
    "man": "ls",
    "matplotlib": "inline",
    "mkdir": "folder",
    "more": "notes.txt",
    "mv": "copy.txt moved.txt",
    "notebook": "written.ipynb",
    "page": "x",
    "pdef": "print",
    "pdoc": "print",
    "pfile": "json",
    "pinfo": "print",
    "pinfo2": "print",
    "pprint": "",
    "precision": "3",
    "prun": "-q x = 1",
    "psearch": "x*",
    "psource": "json.dumps",
    "pushd": ".",
    "popd": "",
    "pwd": "",
    "pycat": "notes.txt",
    "pylab": "inline",
    "quickref": "",
    "recall": "1",
    "rehashx": "",
    "reload_ext": "autoreload",
    "rep": "1",
    "rerun": "1",
    "reset": "-f in",
    "reset_selective": "-f nothing",
    "rm": "moved.txt",
    "rmdir": "folder",
    "run": "script.py",
    "save": "saved.py 1",
    "sc": "-l there = echo 1",
    "set_env": "NOTE 2",
    "sx": "echo 1",
    "system": "echo 1",
    "tb": "",
    "time": "z = 1",
    "timeit": "-n1 -r1 x",
    "unalias": "show",
    "unload_ext": "autoreload",
    "who": "int",
    "who_ls": "int",
    "whos": "int",
    "xdel": "z",
    "xmode": "Plain",
}
"""What each line magic is given."""

CELLS = {
    "!": "echo 1",
    "HTML": "<b>a</b>",
    "SVG": "<svg/>",
    "bash": "echo 1",
    "capture": "print(1)",
    "code_wrap": "plain\n__code__",
    "file": "a",
    "html": "<b>a</b>",
    "javascript": "1",
    "js": "1",
    "latex": "$x$",
    "markdown": "*a*",
    "perl": "print 1",
    "prun": "-q\nx = 1",
    "python": "print(1)",
    "python3": "print(1)",
    "script": "echo 1",
    "sh": "echo 1",
    "svg": "<svg/>",
    "sx": "echo 1",
    "system": "echo 1",
    "time": "x = 1",
    "timeit": "x",
    "writefile": "a",
}
"""What each cell magic is given; its own line, if it needs one, is in `ARGUMENTS`."""

ARGUMENTS = {"writefile": "w.txt", "file": "f.txt", "script": "sh", "timeit": "-n1 -r1", "code_wrap": "wrapped"}

DISPLAYED = {
    "Audio": "Audio([0.0, 0.5], rate=8000)",
    "Code": "Code('x = 1')",
    "DisplayHandle": "DisplayHandle('a')",
    "DisplayObject": "DisplayObject('a')",
    "FileLink": "FileLink('notes.txt')",
    "FileLinks": "FileLinks('.')",
    "GeoJSON": "GeoJSON({'type': 'Point', 'coordinates': [1, 2]})",
    "HTML": "HTML('<b>a</b>')",
    "IFrame": "IFrame('https://example.org', 3, 4)",
    "Image": "Image(PNG)",
    "JSON": "JSON({'a': [1]})",
    "Javascript": "Javascript('1')",
    "Latex": "Latex('$x$')",
    "Markdown": "Markdown('*a*')",
    "Math": "Math('x')",
    "Pretty": "Pretty('a')",
    "ProgressBar": "ProgressBar(3)",
    "SVG": "SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"/>')",
    "ScribdDocument": "ScribdDocument(1)",
    "TextDisplayObject": "TextDisplayObject('a')",
    "Video": "Video('notes.txt', embed=True, mimetype='video/mp4')",
    "VimeoVideo": "VimeoVideo('1')",
    "YouTubeVideo": "YouTubeVideo('a')",
    "clear_output": "print(1), clear_output()",
    "display_html": "display_html('<b>a</b>', raw=True)",
    "display_jpeg": "display_jpeg(PNG, raw=True)",
    "display_javascript": "display_javascript('1', raw=True)",
    "display_json": "display_json({'a': 1}, raw=True)",
    "display_latex": "display_latex('$x$', raw=True)",
    "display_markdown": "display_markdown('*a*', raw=True)",
    "display_pdf": "display_pdf(b'%PDF', raw=True)",
    "display_png": "display_png(PNG, raw=True)",
    "display_pretty": "display_pretty('a', raw=True)",
    "display_svg": "display_svg('<svg/>', raw=True)",
    "publish_display_data": "publish_display_data({'text/plain': 'a'})",
    "set_matplotlib_formats": "set_matplotlib_formats('png')",
    "set_matplotlib_close": "set_matplotlib_close(True)",
    "update_display": "update_display('b', display_id='a')",
    "display": "display(picture)",
}
"""What is made of each name of `IPython.display`, and displayed if it is an object."""

TYPES = {
    "bytes": "PNG",
    "picture of Pillow": "picture",
    "table": "pandas.DataFrame({'a': [1]})",
    "styled table": "pandas.DataFrame({'a': [1]}).style",
    "series": "pandas.Series([1])",
    "array": "numpy.arange(3)",
    "own forms": "type('Own', (), {'_repr_html_': lambda self: '<b>a</b>', '_repr_png_': lambda self: PNG})()",
    "bundle": "type('Own', (), {'_repr_mimebundle_': lambda self, **_: {'text/plain': 'a', 'image/png': PNG}})()",
    "figure": "figure",
    "lone surrogate": "chr(0xd800)",
}
"""Other things that are displayed."""

LEFT_OUT = {
    **dict.fromkeys(("conda", "mamba", "micromamba", "pip", "uv"), "install packages"),
    **dict.fromkeys(("ed", "edit"), "open an editor"),
    **dict.fromkeys(("debug", "pdb"), "ask whoever sits in front of it"),
    "connect_info": "tells how to connect to the kernel",
    "qtconsole": "opens a window",
    "subshell": "tells of the kernel's threads",
    "pastebin": "sends to another machine",
    **dict.fromkeys(("pypy", "python2", "ruby"), "programs that are not there"),
}
"""Magics that are not compared, and why."""

SETUP = """import json, io, IPython, numpy, pandas
from IPython.display import *
from matplotlib.figure import Figure
from PIL import Image as Pillow
x, picture, figure = 1, Pillow.new("RGB", (3, 3)), Figure()
PNG = picture._repr_png_()
for name in ("notes.txt", "script.py"):
    with open(name, "w") as file:
        file.write("y = 2\\n")"""

VARIES = re.compile(r"0x[0-9a-f]+|\d[\d.,:e+-]*|[µμmn]?s\b|/\S+|'/[^']*'|\broot\b|~")
"""What differs from run to run: numbers, times, places, owners."""


def line_cells():
    return {name: f"%{name} {argument}\nprint('after')" for name, argument in LINES.items()}


def cell_cells():
    return {f"%{name}": f"%%{name} {ARGUMENTS.get(name, '')}\n{body}" for name, body in CELLS.items()}


def displays():
    names = {name: f"shown = {code}\nif shown is not None: display(shown)" for name, code in DISPLAYED.items()}
    return {f"IPython.display.{name}": code for name, code in names.items()} | {
        name: f"display({code})\n{code}" for name, code in TYPES.items()
    }


def shown(cell_outputs):
    """Return what a reader sees of outputs: their kinds, errors' names, forms, and words that do not vary."""
    seen, streams = [], {}
    for output in cell_outputs:
        if output.output_type == "stream":
            streams[output.name] = streams.get(output.name, "") + output.text
        elif output.output_type == "error":
            seen.append(("error", output.ename))
        else:
            seen.append((output.output_type, sorted(output.data)))
    return seen, {name: VARIES.sub("#", text) for name, text in streams.items()}


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """Return for each magic what our process shows, and what a kernel does."""
    cells = {"setup": SETUP} | displays() | line_cells() | cell_cells()
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in cells.values()])
    folder = tmp_path_factory.mktemp("kernel")
    NotebookClient(notebook, allow_errors=True, resources={"metadata": {"path": str(folder)}}).execute()
    ours = outputs(run_cells(*cells.values(), timeout=60, notebook_timeout=300))
    return {
        name: (shown(mine), shown(theirs.outputs))
        for name, mine, theirs in zip(cells, ours, notebook.cells, strict=True)
    }


@pytest.mark.slow
def test_every_magic_is_compared_or_left_out_for_a_reason():
    code = "magics = get_ipython().magics_manager.lsmagic()\nimport json\n"
    (told,) = printed(run_cells(code + "print(json.dumps({kind: [*names] for kind, names in magics.items()}))"))
    known = json.loads(told)
    assert sorted(set(known["line"]) - LINES.keys()) == sorted(LEFT_OUT.keys() & known["line"])
    assert sorted(set(known["cell"]) - CELLS.keys()) == sorted(LEFT_OUT.keys() & known["cell"])


def test_every_name_of_ipythons_displays_is_compared():
    public = {name for name in dir(IPython.display) if not name.startswith("_")}
    assert sorted(public - DISPLAYED.keys()) == []


WINDOWS = (
    *("%matplotlib", "%matplotlib notebook", "%matplotlib widget", "%matplotlib ipympl", "%matplotlib qt"),
    *("%matplotlib tk", "%matplotlib auto", "%matplotlib --list", "%pylab", "%pylab --no-import-all", "%pylab tk"),
    *("%gui qt", "%gui", "%matplotlib nbagg", "%matplotlib osx"),
)


def test_whatever_shows_figures_on_the_students_machine_the_cell_goes_on_and_figures_are_shown():
    draw = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nprint('after')"
    shown_by_line = [outputs_of for line in WINDOWS for outputs_of in outputs(run_cells(f"{line}\n{draw}"))]
    for line, cell_outputs in zip(WINDOWS, shown_by_line, strict=True):
        kinds = [output.output_type for output in cell_outputs]
        assert kinds.count("display_data") == 1, line
        assert "error" not in kinds, line
        assert "after" in "".join(output.get("text", "") for output in cell_outputs), line


@pytest.mark.parametrize(
    "code", ["exit()", "quit()", "exit", "exit(0)", "quit(keep_kernel=True)", "get_ipython().ask_exit()"]
)
def test_to_exit_costs_nothing_and_is_named(code):
    _, told, after = printed(run_cells("x = 1", code, "print(x)"))
    assert told == "exit() and quit() end nothing while a notebook is graded\n"
    assert after == "1\n"


@pytest.mark.slow
@pytest.mark.parametrize("name", [*displays(), *line_cells(), *cell_cells()])
def test_what_is_shown_is_what_a_kernel_shows(both, name):
    ours, kernels = both[name]
    assert ours == kernels
