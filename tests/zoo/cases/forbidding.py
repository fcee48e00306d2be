"""Tests that forbid a way, or ask for it."""

from tests.zoo.case import case

CASES = [
    case(
        "forbids_a_function",
        "def solve(a, b):\n    return [b[0] / a[0][0]]",
        "import numpy as np\ndef solve(a, b):\n    return list(np.linalg.solve(a, b))",
        "import numpy as np\nbefore = np.linalg.solve\nnp.linalg.solve = None\ntry:\n"
        "    assert solve([[2.0]], [4.0]) == [2.0]\nfinally:\n    np.linalg.solve = before",
    ),
    case(
        "forbids_by_patch",
        "def mean(xs):\n    t = 0\n    for x in xs:\n        t += x\n    return t / len(xs)",
        "import statistics\ndef mean(xs):\n    return statistics.mean(xs)",
        "from unittest.mock import patch\n"
        "with patch('statistics.mean', side_effect=AssertionError('not this one')):\n"
        "    assert mean([1, 3]) == 2",
    ),
    case(
        "forbids_a_loop",
        "def total(n):\n    return n * (n + 1) // 2",
        "def total(n):\n    return sum(range(n + 1))",
        "import builtins\nfrom unittest.mock import patch\n"
        "with patch.object(builtins, 'range', side_effect=AssertionError):\n    assert total(4) == 10",
    ),
    case(
        "asks_that_it_is_called",
        "import math\ndef f(x):\n    return math.hypot(x, x)",
        "def f(x):\n    return (2 * x * x) ** 0.5",
        "from unittest.mock import patch\nwith patch('math.hypot', return_value=7) as fake:\n"
        "    assert f(1) == 7\nassert fake.called",
    ),
]
