"""The process that a test runs in."""

from tests.zoo.case import case

CASES = [
    case(
        "warns",
        "import warnings\ndef f():\n    warnings.warn('old', DeprecationWarning)",
        "def f():\n    pass",
        "import warnings\nwith warnings.catch_warnings(record=True) as caught:\n"
        "    warnings.simplefilter('always')\n    f()\n"
        "assert caught and caught[0].category is DeprecationWarning",
    ),
    case(
        "environment_variable",
        "import os\ndef home():\n    return os.environ['ZOO']",
        "def home():\n    return ''",
        "import os\nos.environ['ZOO'] = 'lion'\nassert home() == 'lion'",
    ),
    case(
        "working_folder",
        "import os\ndef here():\n    return os.path.basename(os.getcwd())",
        "def here():\n    return ''",
        "import os, tempfile\nbefore = os.getcwd()\nd = tempfile.mkdtemp()\nos.chdir(d)\ntry:\n"
        "    assert here() == os.path.basename(d)\nfinally:\n    os.chdir(before)",
    ),
    case(
        "recursion_limit",
        "def depth(n):\n    return 0 if n == 0 else 1 + depth(n - 1)",
        "def depth(n):\n    return n - 1",
        "import sys\nold = sys.getrecursionlimit()\nsys.setrecursionlimit(5000)\ntry:\n"
        "    assert depth(3000) == 3000\nfinally:\n    sys.setrecursionlimit(old)",
    ),
    case(
        "is_fast",
        "def f(n):\n    return n * (n + 1) // 2",
        "import time\ndef f(n):\n    time.sleep(1.5)\n    return n * (n + 1) // 2",
        "import time\nt = time.perf_counter()\nassert f(10) == 55\nassert time.perf_counter() - t < 1",
    ),
    case(
        "threads",
        "import threading\ndef f():\n    found = []\n"
        "    t = threading.Thread(target=lambda: found.append(1))\n    t.start()\n    t.join()\n"
        "    return found",
        "def f():\n    return []",
        "assert f() == [1]",
    ),
]
