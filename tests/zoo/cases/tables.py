"""Tables of pandas."""

from tests.zoo.case import case

CASES = [
    case(
        "a_frame",
        "import pandas as pd\ndef f():\n    return pd.DataFrame({'a': [1, 2]})",
        "import pandas as pd\ndef f():\n    return pd.DataFrame()",
        "assert f()['a'].sum() == 3",
    ),
    case(
        "frames_equal",
        "import pandas as pd\ndef f(df):\n    return df.assign(b=df.a * 2)",
        "def f(df):\n    return df",
        "import pandas as pd\n"
        "pd.testing.assert_frame_equal(f(pd.DataFrame({'a': [1]})), pd.DataFrame({'a': [1], 'b': [2]}))",
    ),
    case(
        "grouped_by_two",
        "def f(df):\n    return df.groupby(['a', 'b']).sum()",
        "def f(df):\n    return df",
        "import pandas as pd\nd = pd.DataFrame({'a': [1, 1], 'b': [2, 2], 'c': [3, 4]})\n"
        "assert f(d).loc[(1, 2), 'c'] == 7 and f(d).index.names == ['a', 'b']",
    ),
    case(
        "dates_in_a_column",
        "import pandas as pd\ndef f(df):\n    return df.assign(day=pd.to_datetime(df.day))",
        "def f(df):\n    return df",
        "import pandas as pd\nassert f(pd.DataFrame({'day': ['2026-01-31']})).day.dt.month[0] == 1",
    ),
    case(
        "zones",
        "import pandas as pd\ndef f(s):\n    return pd.Timestamp(s, tz='UTC')",
        "import pandas as pd\ndef f(s):\n    return pd.Timestamp(s)",
        "assert str(f('2026-01-31').tz) == 'UTC'",
    ),
    case(
        "a_category",
        "import pandas as pd\ndef f(xs):\n    return pd.Series(xs, dtype='category')",
        "import pandas as pd\ndef f(xs):\n    return pd.Series(xs)",
        "assert list(f(['b', 'a']).cat.categories) == ['a', 'b']",
    ),
    case(
        "integers_with_gaps",
        "import pandas as pd\ndef f():\n    return pd.array([1, None], dtype='Int64')",
        "import pandas as pd\ndef f():\n    return pd.array([1.0])",
        "assert f().dtype == 'Int64' and len(f()) == 2",
    ),
    case(
        "an_index",
        "import pandas as pd\ndef f():\n    return pd.Index(['a', 'b'])",
        "import pandas as pd\ndef f():\n    return pd.Index(['a'])",
        "assert list(f()) == ['a', 'b']",
    ),
    case(
        "an_index_or_a_list",
        "def f(df):\n    return list(df.columns)",
        "def f(df):\n    return []",
        "import pandas as pd\nassert list(f(pd.DataFrame({'a': [1]}))) == ['a']",
        other="def f(df):\n    return df.columns",
    ),
    case(
        "in_place",
        "def f(df):\n    df['z'] = df.a + 1",
        "def f(df):\n    pass",
        "import pandas as pd\nd = pd.DataFrame({'a': [1]})\nf(d)\nassert d.z[0] == 2",
    ),
    case(
        "value_counts",
        "def f(s):\n    return s.value_counts()",
        "def f(s):\n    return s",
        "import pandas as pd\nassert f(pd.Series(['a', 'b', 'a']))['a'] == 2",
    ),
    case(
        "a_frame_variable",
        "import pandas as pd\ndf = pd.DataFrame({'a': [1, 2, 3]})",
        "import pandas as pd\ndf = pd.DataFrame({'a': [1]})",
        "assert df.shape == (3, 1) and df.a.mean() == 2",
    ),
    case(
        "a_series_or_an_array",
        "import numpy as np\ndef f():\n    return np.array([1.0, 2.0])",
        "import numpy as np\ndef f():\n    return np.zeros(2)",
        "import numpy as np\nassert np.allclose(f(), [1, 2])",
        other="import pandas as pd\ndef f():\n    return pd.Series([1.0, 2.0])",
    ),
    case(
        "a_period",
        "import pandas as pd\ndef f():\n    return pd.Period('2026-01')",
        "import pandas as pd\ndef f():\n    return '2026'",
        "assert f().month == 1",
    ),
]
