"""What a test cell does to the process that it runs in is read from its text, however the library comes in."""

import pytest

from initcourse.grading.course.effects import effect_of

ACTS = {
    "patches a function": "from unittest import mock\nwith mock.patch('numpy.linalg.solve'):\n    answer()",
    "patches by another name": "import unittest.mock as m\nwith m.patch('numpy.linalg.solve'):\n    answer()",
    "patches by a shorter name": "from unittest.mock import patch as p\np('builtins.print').start()",
    "catches what is printed": "import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()):\n    answer()",
    "catches it by another name": "from contextlib import redirect_stdout as r\nwith r(file):\n    answer()",
    "puts a stream in place": "import sys\nsys.stdout = file\nanswer()",
    "seeds a global generator": "import numpy as np\nnp.random.seed(1)\nanswer()",
    "makes errors of warnings": "import warnings\nwarnings.simplefilter('error')\nanswer()",
    "makes errors of some warnings": "import warnings as w\nw.filterwarnings('error', 'invalid')\nanswer()",
    "makes errors of NumPy's warnings": "import numpy as np\nwith np.errstate(divide='raise'):\n    answer()",
    "sets what NumPy does": "import numpy as np\nnp.seterr(all='raise')\nanswer()",
    "by a name of its own": "from numpy import errstate\nwith errstate(all='raise'):\n    answer()",
    "interrupts a slow answer": "import signal\nsignal.alarm(2)\nanswer()",
    "writes into a module": "import math\nmath.pi = 3\nanswer()",
    "writes into an answer": "answer.calls = 0\nanswer()",
    "takes an answer away": "del answer",
    "reads the source": "import inspect\nassert 'for' not in inspect.getsource(answer)",
}

ACTS_NOT = {
    "ignores warnings": "import warnings\nwarnings.filterwarnings('ignore', message='__array__ implementation')",
    "ignores NumPy's warnings": "import numpy as np\nwith np.errstate(all='ignore'):\n    assert answer() == 4",
    "has a variable of that name": "seed = 4\nassert answer(seed) == 4",
    "has a method of that name": "rows = answer()\nassert rows.patch == 4",
    "writes into its own list": "rows = [0, 0]\nrows[1] = answer()",
    "has a library of that name": "from scipy import signal\nassert signal.hilbert(answer()).size == 4",
    "calls what is called so": "def errstate(kind):\n    return kind\nassert answer(errstate('raise'))",
}


@pytest.mark.parametrize("code", ACTS.values(), ids=ACTS)
def test_what_acts_on_the_process_is_seen(code):
    assert effect_of(code, frozenset({"answer"}))


@pytest.mark.parametrize("code", ACTS_NOT.values(), ids=ACTS_NOT)
def test_what_does_not_is_judged_apart(code):
    assert effect_of(code, frozenset({"answer"})) == ""
