"""Errors that are raised and caught."""

from tests.zoo.case import case

CASES = [
    case(
        "a_builtin_error",
        "def f(x):\n    if x < 0:\n        raise ValueError('negative')\n    return x",
        "def f(x):\n    return x",
        "try:\n    f(-1)\n    raised = False\nexcept ValueError as e:\n    raised = 'negative' in str(e)\n"
        "assert raised",
    ),
    case(
        "an_error_of_its_own",
        "class TooSmall(Exception):\n    pass\ndef f(x):\n    if x < 1:\n        raise TooSmall\n    return x",
        "class TooSmall(Exception):\n    pass\ndef f(x):\n    return x",
        "try:\n    f(0)\n    raised = False\nexcept TooSmall:\n    raised = True\nassert raised",
    ),
    case(
        "an_error_with_fields",
        "class Bad(ValueError):\n    def __init__(self, code):\n        self.code = code\ndef f():\n    raise Bad(7)",
        "class Bad(ValueError):\n    def __init__(self, code):\n        self.code = 0\ndef f():\n    raise Bad(7)",
        "try:\n    f()\nexcept ValueError as e:\n    assert e.code == 7\nelse:\n    raise AssertionError",
    ),
    case(
        "a_library_error",
        "import numpy as np\ndef f(a):\n    return np.linalg.inv(a)",
        "import numpy as np\ndef f(a):\n    return a",
        "import numpy as np\ntry:\n    f(np.zeros((2, 2)))\n    raised = False\n"
        "except np.linalg.LinAlgError:\n    raised = True\nassert raised",
    ),
    case(
        "a_recursion_error",
        "def f(n):\n    return f(n + 1)",
        "def f(n):\n    return n",
        "try:\n    f(0)\n    deep = False\nexcept RecursionError:\n    deep = True\nassert deep",
    ),
    case(
        "an_error_that_is_caught",
        "def f(s):\n    try:\n        return int(s)\n    except ValueError:\n        return None",
        "def f(s):\n    return int(s)",
        "assert f('x') is None and f('3') == 3",
    ),
    case(
        "assert_raises",
        "def f(x):\n    return 1 / x",
        "def f(x):\n    return 0 if x == 0 else 1 / x",
        "import unittest\nunittest.TestCase().assertRaises(ZeroDivisionError, f, 0)",
    ),
    case(
        "a_cause",
        "def f():\n    try:\n        {}['a']\n    except KeyError as e:\n        raise ValueError('no a') from e",
        "def f():\n    raise ValueError('no a')",
        "try:\n    f()\nexcept ValueError as e:\n    assert isinstance(e.__cause__, KeyError)",
    ),
    case(
        "key_error",
        "def f(d, k):\n    return d[k]",
        "def f(d, k):\n    return d.get(k)",
        "try:\n    f({}, 'k')\n    raised = False\nexcept KeyError as e:\n    raised = e.args == ('k',)\nassert raised",
    ),
]
