"""Functions that take, return or change things."""

from tests.zoo.case import case

CASES = [
    case(
        "a_closure",
        "def adder(n):\n    return lambda x: x + n",
        "def adder(n):\n    return lambda x: x",
        "assert adder(2)(3) == 5",
    ),
    case(
        "a_lambda_for_argument",
        "def twice(f, x):\n    return f(f(x))",
        "def twice(f, x):\n    return f(x)",
        "assert twice(lambda x: x + 1, 0) == 2",
    ),
    case(
        "a_builtin_for_argument",
        "def apply(f, xs):\n    return [f(x) for x in xs]",
        "def apply(f, xs):\n    return xs",
        "assert apply(abs, [-1, 2]) == [1, 2]",
    ),
    case(
        "a_ufunc_for_argument",
        "def apply(f, x):\n    return f(x)",
        "def apply(f, x):\n    return x",
        "import numpy as np\nassert apply(np.sqrt, 4) == 2",
    ),
    case(
        "its_own_function_for_argument",
        "def square(x):\n    return x * x\ndef apply(f, x):\n    return f(x)",
        "def square(x):\n    return x\ndef apply(f, x):\n    return f(x)",
        "assert apply(square, 3) == 9",
    ),
    case(
        "a_decorator",
        "def twice(f):\n    def g(x):\n        return f(f(x))\n    return g",
        "def twice(f):\n    return f",
        "@twice\ndef inc(x):\n    return x + 1\nassert inc(0) == 2",
    ),
    case(
        "a_default",
        "def f(x, y=2):\n    return x * y",
        "def f(x, y=3):\n    return x * y",
        "assert f(3) == 6 and f(3, y=1) == 3",
    ),
    case(
        "star_arguments",
        "def f(*xs, **kw):\n    return len(xs) + len(kw)",
        "def f(*xs, **kw):\n    return len(xs)",
        "assert f(1, 2, a=3) == 3",
    ),
    case(
        "recursion",
        "def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)",
        "def fib(n):\n    return n",
        "assert fib(10) == 55",
    ),
    case(
        "coroutine",
        "async def f():\n    return 4",
        "async def f():\n    return 5",
        "import asyncio\nimport threading\nfound = []\n"
        "t = threading.Thread(target=lambda: found.append(asyncio.run(f())))\nt.start()\nt.join()\n"
        "assert found == [4]",
    ),
    case("awaited", "async def f():\n    return 4", "async def f():\n    return 5", "assert await f() == 4"),
    case(
        "a_cached_function",
        "import functools\n@functools.lru_cache\ndef f(n):\n    return n",
        "def f(n):\n    return n",
        "f(1)\nf(1)\nassert f.cache_info().hits == 1",
    ),
    case(
        "many_calls",
        "def f(x):\n    return x + 1",
        "def f(x):\n    return x",
        "assert all(f(i) == i + 1 for i in range(2000))",
    ),
    case(
        "vectorized",
        "def f(x):\n    return x + 1",
        "def f(x):\n    return x",
        "import numpy as np\nassert list(np.vectorize(f)([1, 2])) == [2, 3]",
    ),
    case(
        "sorted_by_it",
        "def key(x):\n    return -x",
        "def key(x):\n    return x",
        "assert sorted([1, 3, 2], key=key) == [3, 2, 1]",
    ),
    case(
        "a_partial",
        "def power(x, n):\n    return x ** n",
        "def power(x, n):\n    return x",
        "import functools\nassert functools.partial(power, n=2)(3) == 9",
    ),
    case(
        "mutates_its_argument",
        "def f(xs):\n    xs.append(1)",
        "def f(xs):\n    pass",
        "xs = []\nf(xs)\nassert xs == [1]",
    ),
    case(
        "leaves_its_argument",
        "def f(xs):\n    return sorted(xs)",
        "def f(xs):\n    xs.sort()\n    return xs",
        "xs = [2, 1]\nassert f(xs) == [1, 2] and xs == [2, 1]",
    ),
    case(
        "returns_its_argument", "def f(x):\n    return x", "def f(x):\n    return list(x)", "x = [1]\nassert f(x) is x"
    ),
]
