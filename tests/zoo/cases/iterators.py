"""Generators and other iterators."""

from tests.zoo.case import case

CASES = [
    case(
        "a_generator", "def f(n):\n    yield from range(n)", "def f(n):\n    yield n", "assert list(f(3)) == [0, 1, 2]"
    ),
    case(
        "a_generator_or_a_list",
        "def f(n):\n    return [i for i in range(n)]",
        "def f(n):\n    return []",
        "assert sum(f(4)) == 6",
        other="def f(n):\n    return (i for i in range(n))",
    ),
    case(
        "an_endless_generator",
        "def f():\n    n = 0\n    while True:\n        yield n\n        n += 1",
        "def f():\n    while True:\n        yield 1",
        "g = f()\nassert [next(g), next(g), next(g)] == [0, 1, 2]",
    ),
    case("a_map", "def f(xs):\n    return map(str, xs)", "def f(xs):\n    return xs", "assert list(f([1])) == ['1']"),
    case(
        "zip",
        "def f(a, b):\n    return zip(a, b)",
        "def f(a, b):\n    return []",
        "assert list(f('a', 'b')) == [('a', 'b')]",
    ),
    case(
        "sent_to",
        "def f():\n    total = 0\n    while True:\n        total += yield total",
        "def f():\n    while True:\n        yield 0",
        "g = f()\nnext(g)\ng.send(2)\nassert g.send(3) == 5",
    ),
    case(
        "stops",
        "def f(xs):\n    return iter(xs)",
        "def f(xs):\n    return xs",
        "g = f([])\ntry:\n    next(g)\n    stopped = False\nexcept StopIteration:\n    stopped = True\nassert stopped",
    ),
    case(
        "an_iterator_of_its_own",
        "class Down:\n    def __init__(self, n):\n        self.n = n\n    def __iter__(self):\n        return self\n"
        "    def __next__(self):\n        if not self.n:\n            raise StopIteration\n"
        "        self.n -= 1\n        return self.n",
        "class Down:\n    def __init__(self, n):\n        pass\n    def __iter__(self):\n        return iter([])",
        "assert list(Down(3)) == [2, 1, 0]",
    ),
    case(
        "islice",
        "import itertools\ndef f():\n    return itertools.count(2, 2)",
        "import itertools\ndef f():\n    return itertools.count()",
        "import itertools\nassert list(itertools.islice(f(), 3)) == [2, 4, 6]",
    ),
]
