"""What every notebook may begin with."""

from tests.zoo.case import case

CASES = [
    case(
        f"begins_with_{name}",
        f"{magic}\ndef f(x):\n    return x + 1",
        f"{magic}\ndef f(x):\n    return x",
        "assert f(1) == 2",
    )
    for name, magic in {
        "inline": "%matplotlib inline",
        "notebook": "%matplotlib notebook",
        "pylab": "%pylab inline",
        "config": "%config InlineBackend.figure_format = 'retina'",
        "autoreload": "%load_ext autoreload\n%autoreload 2",
        "time": "%%time",
        "shell": "!true",
    }.items()
]
