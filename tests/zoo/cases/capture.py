"""What is printed, asked and logged."""

from tests.zoo.case import case

CASES = [
    case(
        "redirected",
        "def hello():\n    print('hello')",
        "def hello():\n    print('bye')",
        "import io, contextlib\nout = io.StringIO()\nwith contextlib.redirect_stdout(out):\n    hello()\n"
        "assert out.getvalue() == 'hello\\n'",
    ),
    case(
        "patched_stdout",
        "def hello():\n    print('hello')",
        "def hello():\n    pass",
        "import io\nfrom unittest.mock import patch\n"
        "with patch('sys.stdout', new_callable=io.StringIO) as out:\n    hello()\n"
        "assert out.getvalue() == 'hello\\n'",
    ),
    case(
        "patched_print",
        "def hello():\n    print('hello')",
        "def hello():\n    pass",
        "from unittest.mock import patch\nwith patch('builtins.print') as fake:\n    hello()\n"
        "fake.assert_called_once_with('hello')",
    ),
    case(
        "captured",
        "def hello():\n    print('hello')",
        "def hello():\n    pass",
        "from IPython.utils.capture import capture_output\nwith capture_output() as c:\n    hello()\n"
        "assert c.stdout == 'hello\\n'",
    ),
    case(
        "patched_input",
        "def ask():\n    return int(input('n? '))",
        "def ask():\n    return 0",
        "from unittest.mock import patch\nwith patch('builtins.input', return_value='7'):\n    assert ask() == 7",
    ),
    case(
        "stdin",
        "import sys\ndef lines():\n    return sys.stdin.read().split()",
        "def lines():\n    return []",
        "import io, sys\nsys.stdin, before = io.StringIO('a b'), sys.stdin\ntry:\n"
        "    assert lines() == ['a', 'b']\nfinally:\n    sys.stdin = before",
    ),
    case(
        "prints_nothing",
        "def quiet(x):\n    return x",
        "def quiet(x):\n    print(x)\n    return x",
        "import io, contextlib\nout = io.StringIO()\nwith contextlib.redirect_stdout(out):\n    quiet(1)\n"
        "assert out.getvalue() == ''",
    ),
    case(
        "stderr",
        "import sys\ndef warn():\n    print('careful', file=sys.stderr)",
        "def warn():\n    print('careful')",
        "import io, contextlib\nout = io.StringIO()\nwith contextlib.redirect_stderr(out):\n    warn()\n"
        "assert 'careful' in out.getvalue()",
    ),
    case(
        "logs",
        "import logging\ndef f():\n    logging.getLogger('zoo').warning('low')",
        "def f():\n    pass",
        "import unittest\nclass T(unittest.TestCase):\n    def runTest(self):\n"
        "        with self.assertLogs('zoo', 'WARNING') as caught:\n            f()\n"
        "        assert 'low' in caught.output[0]\nT().debug()",
    ),
]
