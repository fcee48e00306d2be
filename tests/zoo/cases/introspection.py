"""What a function looks like."""

from tests.zoo.case import case

CASES = [
    case(
        "source",
        "def f(xs):\n    return [x for x in xs]",
        "def f(xs):\n    ys = []\n    for x in xs:\n        ys.append(x)\n    return ys",
        "import inspect\nassert 'append' not in inspect.getsource(f)",
    ),
    case(
        "signature",
        "def f(a, b=2):\n    return a",
        "def f(a):\n    return a",
        "import inspect\nassert list(inspect.signature(f).parameters) == ['a', 'b']",
    ),
    case(
        "docstring",
        'def f():\n    """Do it."""',
        "def f():\n    pass",
        "assert f.__doc__ is not None and 'Do' in f.__doc__",
    ),
    case("docstring_is_there", 'def f():\n    """Do it."""', "def f():\n    pass", "assert f.__doc__ is not None"),
    case("defaults", "def f(a, b=2):\n    return a", "def f(a, b=3):\n    return a", "assert f.__defaults__ == (2,)"),
    case(
        "annotations",
        "def f(a: int) -> str:\n    return str(a)",
        "def f(a):\n    return str(a)",
        "assert f.__annotations__ == {'a': int, 'return': str}",
    ),
    case(
        "attributes",
        "def f():\n    f.calls += 1\nf.calls = 0",
        "def f():\n    pass\nf.calls = 0",
        "f()\nf()\nassert f.calls == 2",
    ),
    case("is_a_function", "def f():\n    pass", "f = 5", "import types\nassert isinstance(f, types.FunctionType)"),
    case("is_callable", "def f():\n    pass", "f = 5", "assert callable(f)"),
    case("is_a_class", "class C:\n    pass", "def C():\n    pass", "assert isinstance(C, type)"),
    case("its_name", "def f():\n    pass", "f = 3", "assert f.__name__ == 'f'"),
    case(
        "code",
        "def f(n):\n    return n if n < 2 else f(n - 1) * n",
        "def f(n):\n    r = 1\n    for i in range(1, n + 1):\n        r *= i\n    return r",
        "assert 'f' in f.__code__.co_names and f(4) == 24",
    ),
    case(
        "syntax_tree",
        "def f(xs):\n    return sum(xs)",
        "def f(xs):\n    t = 0\n    for x in xs:\n        t += x\n    return t",
        "import ast, inspect\ntree = ast.parse(inspect.getsource(f))\n"
        "assert not any(isinstance(n, ast.For) for n in ast.walk(tree))",
    ),
]
