"""What notebooks and their tests are made of."""

from tests.zoo.case import case

CASES = [
    case(
        "partial_credit",
        "def f(x):\n    return x * 2",
        "def f(x):\n    return x",
        "points = 0\nif f(0) == 0:\n    points += 0.5\nif f(2) == 4:\n    points += 1.5\npoints",
    ),
    case(
        "locked_text",
        "def f(x):\n    return x + 1",
        "def f(x):\n    return x",
        "assert f(1) == 2",
        text="*Don't* read me: I am no `Python(`.",
    ),
    case(
        "a_text_like_a_comment",
        "def f(x):\n    return x + 1",
        "def f(x):\n    return x",
        "assert f(1) == 2",
        text="# A heading",
    ),
    case(
        "unit_tests",
        "def f(x):\n    return x + 1",
        "def f(x):\n    return x",
        "import unittest\nclass T(unittest.TestCase):\n    def test_it(self):\n"
        "        self.assertEqual(f(1), 2)\n"
        "suite = unittest.defaultTestLoader.loadTestsFromTestCase(T)\n"
        "result = unittest.TextTestRunner(stream=open('/dev/null', 'w')).run(suite)\n"
        "assert result.wasSuccessful()",
    ),
    case(
        "doctests",
        'def f(x):\n    """Add one.\n\n    >>> f(1)\n    2\n    """\n    return x + 1',
        'def f(x):\n    """Add one.\n\n    >>> f(1)\n    2\n    """\n    return x',
        "import doctest\nassert doctest.run_docstring_examples(f, {'f': f}) is None and f(1) == 2",
    ),
    case("a_message", "def f(x):\n    return x + 1", "def f(x):\n    return x", "assert f(1) == 2, f'f(1) is {f(1)}'"),
    case(
        "hidden_tests",
        "def f(x):\n    return x + 1",
        "def f(x):\n    return 2",
        "assert f(1) == 2\n### BEGIN HIDDEN TESTS\nassert f(2) == 3\n### END HIDDEN TESTS",
    ),
    case(
        "a_helper_in_a_test",
        "def f(x):\n    return x + 1",
        "def f(x):\n    return x",
        "def check(x):\n    assert f(x) == x + 1\ncheck(1)",
        "check(5)",
    ),
    case(
        "imports_in_a_cell_before",
        "def f(x):\n    return math.sqrt(x)",
        "def f(x):\n    return x",
        "assert f(4) == 2",
        before="import math",
    ),
    case(
        "imports_in_an_unlocked_cell",
        "def f(x):\n    return math.sqrt(x)",
        "def f(x):\n    return x",
        "assert f(4) == math.sqrt(4)",
        given="import math",
    ),
    case("any_name", "def f(x):\n    return x + 1", "def f(x):\n    return x", "assert globals()['f'](1) == 2"),
    case(
        "a_magic_in_the_test",
        "def f(x):\n    return x + 1",
        "def f(x):\n    return x",
        "result = %timeit -n1 -r1 -o -q f(1)\nassert f(1) == 2",
    ),
]
