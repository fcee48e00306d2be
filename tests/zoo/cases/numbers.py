"""Numbers and text."""

from tests.zoo.case import case

CASES = [
    case("an_int", "def f(x):\n    return 2 * x", "def f(x):\n    return x", "assert f(3) == 6"),
    case("a_float", "def f(x):\n    return x / 3", "def f(x):\n    return x // 3", "assert abs(f(1) - 1 / 3) < 1e-9"),
    case("a_complex", "def f(x):\n    return x ** 0.5", "def f(x):\n    return 0", "assert abs(f(-1) - 1j) < 1e-9"),
    case("a_large_int", "def f(n):\n    return 2 ** n", "def f(n):\n    return 2.0 ** n", "assert f(200) % 10 == 6"),
    case(
        "a_bool",
        "def f(x):\n    return x > 0",
        "def f(x):\n    return x < 0",
        "assert f(1) is True and f(-1) is False",
    ),
    case("none", "def f(x):\n    return None", "def f(x):\n    return x", "assert f(5) is None"),
    case("text", "def f(s):\n    return s.upper()", "def f(s):\n    return s", "assert f('aß') == 'ASS'"),
    case(
        "text_of_bytes",
        "def f(s):\n    return s.encode()",
        "def f(s):\n    return s",
        "assert f('é') == b'\\xc3\\xa9'",
    ),
    case(
        "isclose",
        "def f():\n    return 0.1 + 0.2",
        "def f():\n    return 0.4",
        "import math\nassert math.isclose(f(), 0.3)",
    ),
    case(
        "a_float_of_its_own",
        "def f(x):\n    return x / 2",
        "def f(x):\n    return x",
        "assert f(3) == 1.5",
        other="class Half(float):\n    pass\ndef f(x):\n    return Half(x / 2)",
    ),
    case(
        "a_number_by_dunder",
        "def f(x):\n    return x / 2",
        "def f(x):\n    return x",
        "assert float(f(3)) == 1.5",
        other=(
            "class Half:\n    def __init__(self, x):\n        self.x = x\n    def __float__(self):\n"
            "        return self.x / 2\n"
            "def f(x):\n    return Half(x)"
        ),
    ),
    case(
        "fraction",
        "from fractions import Fraction\ndef f(x):\n    return Fraction(x, 3)",
        "def f(x):\n    return x / 3",
        "from fractions import Fraction\nassert f(2) == Fraction(2, 3) and f(2).denominator == 3",
    ),
    case(
        "decimal",
        "from decimal import Decimal\ndef f(x):\n    return Decimal(x) / 4",
        "def f(x):\n    return float(x)",
        "from decimal import Decimal\nassert f('0.1') * 4 == Decimal('0.1')",
    ),
    case(
        "numpy_number",
        "import numpy as np\ndef f(x):\n    return np.float32(x)",
        "def f(x):\n    return x",
        "import numpy as np\nassert f(0.1).dtype == np.float32",
    ),
    case("nan", "def f():\n    return float('nan')", "def f():\n    return 0.0", "x = f()\nassert x != x"),
    case("infinite", "def f():\n    return float('inf')", "def f():\n    return 1e9", "assert f() > 1e300"),
]
