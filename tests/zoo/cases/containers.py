"""Lists, dicts and what is like them."""

from tests.zoo.case import case

CASES = [
    case("a_list", "def f(n):\n    return list(range(n))", "def f(n):\n    return []", "assert f(3) == [0, 1, 2]"),
    case(
        "a_tuple_for_unpacking",
        "def f(x):\n    return x, x + 1",
        "def f(x):\n    return x, x",
        "a, b = f(1)\nassert (a, b) == (1, 2)",
        other="import collections\nPair = collections.namedtuple('Pair', 'a b')\ndef f(x):\n    return Pair(x, x + 1)",
    ),
    case("a_dict", "def f(x):\n    return {'x': x}", "def f(x):\n    return {}", "assert f(1)['x'] == 1"),
    case("a_set", "def f(xs):\n    return set(xs)", "def f(xs):\n    return {1}", "assert f([1, 2, 2]) == {1, 2}"),
    case(
        "a_counter",
        "from collections import Counter\ndef f(s):\n    return Counter(s)",
        "def f(s):\n    return {}",
        "assert f('abb').most_common(1) == [('b', 2)]",
    ),
    case(
        "a_counter_or_a_dict",
        "def f(s):\n    return {c: s.count(c) for c in s}",
        "def f(s):\n    return {}",
        "assert f('abb') == {'a': 1, 'b': 2}",
        other="from collections import Counter\ndef f(s):\n    return Counter(s)",
    ),
    case(
        "a_default_dict",
        "from collections import defaultdict\ndef f(xs):\n    d = defaultdict(list)\n    for x in xs:\n"
        "        d[x % 2].append(x)\n    return d",
        "def f(xs):\n    return {0: xs}",
        "assert f([1, 2, 3])[1] == [1, 3] and f([2])[5] == []",
    ),
    case(
        "an_ordered_dict",
        "from collections import OrderedDict\ndef f():\n    return OrderedDict(a=1, b=2)",
        "def f():\n    return {'b': 2}",
        "assert list(f()) == ['a', 'b'] and f().popitem(last=False) == ('a', 1)",
    ),
    case(
        "a_deque",
        "from collections import deque\ndef f(xs):\n    return deque(xs, maxlen=2)",
        "def f(xs):\n    return list(xs)",
        "q = f([1, 2, 3])\nassert list(q) == [2, 3]\nq.appendleft(0)\nassert list(q) == [0, 2]",
    ),
    case(
        "nested",
        "def f():\n    return {'a': [(1, {2}), None]}",
        "def f():\n    return {}",
        "assert f() == {'a': [(1, {2}), None]}",
    ),
    case(
        "a_user_dict",
        "def f():\n    return {'a': 1}",
        "def f():\n    return {'a': 2}",
        "assert f()['a'] == 1 and len(f()) == 1",
        other="from collections import UserDict\ndef f():\n    return UserDict(a=1)",
    ),
    case(
        "a_user_list",
        "def f():\n    return [1, 2]",
        "def f():\n    return [1]",
        "assert f() == [1, 2]",
        other="from collections import UserList\ndef f():\n    return UserList([1, 2])",
    ),
    case(
        "an_array",
        "def f(n):\n    return [float(i) for i in range(n)]",
        "def f(n):\n    return [0.0]",
        "assert list(f(3)) == [0.0, 1.0, 2.0]",
        other="import array\ndef f(n):\n    return array.array('d', range(n))",
    ),
    case(
        "a_list_of_its_own",
        "def f():\n    return [1, 2]",
        "def f():\n    return [2, 1]",
        "assert f() == [1, 2]",
        other="class Row(list):\n    pass\ndef f():\n    return Row([1, 2])",
    ),
    case("a_slice", "def f():\n    return slice(1, 3)", "def f():\n    return slice(3)", "assert 'abcd'[f()] == 'bc'"),
    case("a_range", "def f(n):\n    return range(n)", "def f(n):\n    return range(n + 1)", "assert len(f(5)) == 5"),
    case(
        "a_mapping_of_its_own",
        "def f():\n    return {'a': 1}",
        "def f():\n    return {}",
        "assert f()['a'] == 1",
        other="class Table:\n    def __getitem__(self, key):\n        return 1\ndef f():\n    return Table()",
    ),
    case("a_bytearray", "def f():\n    return bytearray(b'ab')", "def f():\n    return b''", "assert f()[0] == 97"),
]
