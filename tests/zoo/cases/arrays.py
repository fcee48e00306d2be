"""Arrays of NumPy and what SciPy makes."""

from tests.zoo.case import case

CASES = [
    case(
        "an_array_of_numbers",
        "import numpy as np\ndef f(n):\n    return np.eye(n)",
        "import numpy as np\ndef f(n):\n    return np.ones((n, n))",
        "import numpy as np\nnp.testing.assert_array_equal(f(2), [[1, 0], [0, 1]])",
    ),
    case(
        "a_list_or_an_array",
        "import numpy as np\ndef f():\n    return np.array([1, 2])",
        "def f():\n    return [2, 1]",
        "import numpy as np\nassert np.array_equal(f(), [1, 2])",
        other="def f():\n    return [1, 2]",
    ),
    case(
        "masked",
        "import numpy as np\ndef f():\n    return np.ma.masked_less([1, 2, 3], 2)",
        "import numpy as np\ndef f():\n    return np.ma.array([1, 2, 3])",
        "assert f().sum() == 5 and f().mask[0]",
    ),
    case(
        "structured",
        "import numpy as np\ndef f():\n    return np.array([(1, 2.0)], dtype=[('a', int), ('b', float)])",
        "import numpy as np\ndef f():\n    return np.array([(0, 2.0)], dtype=[('a', int), ('b', float)])",
        "assert f()['a'][0] == 1",
    ),
    case(
        "dates",
        "import numpy as np\ndef f():\n    return np.array(['2026-01-31'], dtype='datetime64[D]')",
        "import numpy as np\ndef f():\n    return np.array(['2026-01-30'], dtype='datetime64[D]')",
        "import numpy as np\nassert f()[0] == np.datetime64('2026-01-31')",
    ),
    case(
        "poly1d",
        "import numpy as np\ndef f():\n    return np.poly1d([1, 0])",
        "import numpy as np\ndef f():\n    return np.poly1d([2, 0])",
        "assert f()(3) == 3",
    ),
    case(
        "polynomial",
        "import numpy as np\ndef f(x, y):\n    return np.polynomial.Polynomial.fit(x, y, 1)",
        "import numpy as np\ndef f(x, y):\n    return np.polynomial.Polynomial([0])",
        "assert abs(f([0, 1], [1, 3])(2) - 5) < 1e-9",
    ),
    case(
        "sparse",
        "import scipy.sparse as s\ndef f(n):\n    return s.eye(n)",
        "import scipy.sparse as s\ndef f(n):\n    return s.eye(n + 1)",
        "assert f(3).sum() == 3 and f(3).shape == (3, 3)",
    ),
    case(
        "a_view",
        "import numpy as np\ndef f(a):\n    return a[::2]",
        "def f(a):\n    return a",
        "import numpy as np\na = np.arange(4)\nassert list(f(a)) == [0, 2]",
    ),
    case(
        "a_generator_argument",
        "def f(rng):\n    return rng.normal(size=3)",
        "def f(rng):\n    return rng.uniform(size=3)",
        "import numpy as np\nassert np.allclose(f(np.random.default_rng(1)), np.random.default_rng(1).normal(size=3))",
    ),
    case(
        "a_fit",
        "import numpy as np\ndef f(x, y):\n    return np.polyfit(x, y, 1)",
        "import numpy as np\ndef f(x, y):\n    return [0, 0]",
        "import numpy as np\nassert np.allclose(f([0, 1], [1, 3]), [2, 1])",
    ),
    case(
        "a_boolean_mask",
        "def f(a):\n    return a > 1",
        "def f(a):\n    return a",
        "import numpy as np\nassert f(np.array([1, 2])).dtype == bool",
    ),
    case(
        "a_dtype",
        "import numpy as np\ndef f():\n    return np.dtype('f4')",
        "import numpy as np\ndef f():\n    return np.dtype('f8')",
        "assert f().itemsize == 4",
    ),
    case(
        "optimizes",
        "from scipy.optimize import minimize\ndef f():\n    return minimize(lambda x: (x[0] - 1) ** 2, [0.0])",
        "from scipy.optimize import minimize\ndef f():\n    return minimize(lambda x: x[0] ** 2, [0.0])",
        "assert abs(f().x[0] - 1) < 1e-3 and f().success",
    ),
]
