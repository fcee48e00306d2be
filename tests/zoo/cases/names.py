"""Names that answers have."""

from tests.zoo.case import case

CASES = [
    case(
        "called_sum",
        "def sum(xs):\n    t = 0\n    for x in xs:\n        t = t + x\n    return t",
        "def sum(xs):\n    return 0",
        "assert sum([1, 2]) == 3",
    ),
    case(
        "called_max",
        "def max(a, b):\n    return a if a > b else b",
        "def max(a, b):\n    return a",
        "assert max(1, 2) == 2",
    ),
    case(
        "called_sorted",
        "def sorted(xs):\n    ys = list(xs)\n    ys.sort()\n    return ys",
        "def sorted(xs):\n    return list(xs)",
        "assert sorted([2, 1]) == [1, 2]",
    ),
    case("a_variable_called_list", "list = [1, 2]", "list = [2]", "assert list == [1, 2]"),
    case(
        "two_answers_of_each_other",
        "def even(n):\n    return n == 0 or odd(n - 1)\ndef odd(n):\n    return n != 0 and even(n - 1)",
        "def even(n):\n    return True\ndef odd(n):\n    return True",
        "assert even(4) and odd(3) and not even(3)",
    ),
    case("unicode", "def größe(x):\n    return x", "def größe(x):\n    return 0", "assert größe(3) == 3"),
    case("underscore", "def _hidden(x):\n    return x + 1", "def _hidden(x):\n    return x", "assert _hidden(1) == 2"),
]
