"""Figures and displays."""

from tests.zoo.case import case

CASES = [
    case(
        "a_figure_returned",
        "import matplotlib.pyplot as plt\ndef draw():\n    fig, ax = plt.subplots()\n    ax.plot([1, 2])\n"
        "    ax.set_title('T')\n    return fig",
        "import matplotlib.pyplot as plt\ndef draw():\n    fig, ax = plt.subplots()\n    return fig",
        "fig = draw()\nassert fig.axes[0].get_title() == 'T'",
    ),
    case(
        "axes_returned",
        "import matplotlib.pyplot as plt\ndef draw():\n    ax = plt.gca()\n    ax.set_xlabel('x')\n    return ax",
        "import matplotlib.pyplot as plt\ndef draw():\n    return plt.gca()",
        "assert draw().get_xlabel() == 'x'",
    ),
    case(
        "the_current_axes",
        "import matplotlib.pyplot as plt\ndef draw():\n    plt.plot([1, 2, 3])",
        "def draw():\n    pass",
        "import matplotlib.pyplot as plt\nplt.close('all')\ndraw()\nassert len(plt.gca().lines) == 1",
    ),
    case(
        "on_given_axes",
        "def draw(ax):\n    ax.plot([1, 2], label='a')",
        "def draw(ax):\n    pass",
        "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\ndraw(ax)\nassert ax.lines[0].get_label() == 'a'",
    ),
    case(
        "settings",
        "import matplotlib.pyplot as plt\ndef size():\n    return plt.rcParams['font.size']",
        "def size():\n    return 10.0",
        "import matplotlib.pyplot as plt\nplt.rcParams['font.size'] = 17\nassert size() == 17",
    ),
    case(
        "displays",
        "from IPython.display import display\ndef show(x):\n    display(x)\n    return x",
        "def show(x):\n    return None",
        "assert show(3) == 3",
    ),
    case(
        "html_returned",
        "from IPython.display import HTML\ndef page():\n    return HTML('<b>x</b>')",
        "from IPython.display import HTML\ndef page():\n    return HTML('')",
        "assert '<b>' in page().data",
    ),
]
