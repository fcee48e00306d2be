"""Objects of libraries."""

from tests.zoo.case import case

CASES = [
    case(
        "a_date",
        "import datetime\ndef f():\n    return datetime.date(2026, 1, 31)",
        "import datetime\ndef f():\n    return datetime.date(2026, 1, 30)",
        "assert f().isoformat() == '2026-01-31'",
    ),
    case(
        "a_time_span",
        "def f(a, b):\n    return b - a",
        "def f(a, b):\n    return a - b",
        "from datetime import date\nassert f(date(2026, 1, 1), date(2026, 1, 3)).days == 2",
    ),
    case(
        "a_path",
        "from pathlib import Path\ndef f(s):\n    return Path(s) / 'x'",
        "from pathlib import Path\ndef f(s):\n    return Path(s)",
        "assert f('a').name == 'x'",
    ),
    case(
        "a_match",
        "import re\ndef f(s):\n    return re.search(r'(\\d+)', s)",
        "import re\ndef f(s):\n    return re.search(r'()', s)",
        "assert f('a12').group(1) == '12'",
    ),
    case(
        "a_pattern",
        "import re\nP = re.compile(r'\\d+')",
        "import re\nP = re.compile(r'\\w+')",
        "assert P.fullmatch('12') and not P.fullmatch('a')",
    ),
    case(
        "json_text",
        "import json\ndef f(x):\n    return json.dumps(x)",
        "def f(x):\n    return str(x)",
        "import json\nassert json.loads(f({'a': [1]})) == {'a': [1]}",
    ),
    case(
        "an_estimator",
        "from sklearn.linear_model import LinearRegression\ndef f(X, y):\n    return LinearRegression().fit(X, y)",
        "from sklearn.linear_model import LinearRegression\ndef f(X, y):\n"
        "    return LinearRegression(fit_intercept=False).fit(X, y)",
        "m = f([[0], [1]], [1, 3])\nassert abs(m.predict([[2]])[0] - 5) < 1e-9",
    ),
    case(
        "uuid",
        "import uuid\ndef f():\n    return uuid.UUID(int=5)",
        "import uuid\ndef f():\n    return uuid.UUID(int=6)",
        "assert f().int == 5",
    ),
    case(
        "string_io",
        "import io\ndef f():\n    return io.StringIO('a\\nb')",
        "import io\ndef f():\n    return io.StringIO('')",
        "assert f().readlines() == ['a\\n', 'b']",
    ),
    case(
        "a_module_alias",
        "import math\ndef f(x):\n    return math.floor(x)",
        "def f(x):\n    return x",
        "assert f(2.5) == 2",
    ),
]
