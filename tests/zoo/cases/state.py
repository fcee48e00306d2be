"""State outside a function."""

from tests.zoo.case import case

CASES = [
    case(
        "a_seed_in_the_test",
        "import numpy as np\ndef draw():\n    return np.random.rand()",
        "def draw():\n    return 0.5",
        "import numpy as np\nnp.random.seed(1)\na = draw()\nnp.random.seed(1)\nassert a == draw() == 0.417022004702574",
    ),
    case(
        "random_seed",
        "import random\ndef roll():\n    return random.randint(1, 6)",
        "def roll():\n    return 7",
        "import random\nrandom.seed(3)\na = [roll() for _ in range(5)]\nrandom.seed(3)\n"
        "assert a == [random.randint(1, 6) for _ in range(5)]",
    ),
    case(
        "a_global_of_the_test",
        "def scaled(x):\n    return FACTOR * x",
        "def scaled(x):\n    return x",
        "FACTOR = 3\nassert scaled(2) == 6",
    ),
    case(
        "a_given_helper_patched",
        "def f(x):\n    return helper(x) + 1",
        "def f(x):\n    return 1",
        "def helper(x):\n    return 10 * x\nassert f(2) == 21",
        before="def helper(x):\n    return x",
    ),
    case(
        "calls_are_counted",
        "def f():\n    tick()\n    tick()",
        "def f():\n    tick()",
        "CALLS.clear()\nf()\nassert len(CALLS) == 2",
        before="CALLS = []\ndef tick():\n    CALLS.append(1)",
    ),
    case(
        "a_value_that_a_call_changes",
        "total = 0\ndef add(x):\n    global total\n    total += x",
        "total = 0\ndef add(x):\n    pass",
        "add(3)\nassert total == 3",
    ),
    case(
        "the_test_deletes_a_name",
        "def squares(n):\n    return [i * i for i in range(n)]\ndef total(n):\n    return sum(squares(n))",
        "def squares(n):\n    return [i * i for i in range(n)]\ndef total(n):\n    return sum(i * i for i in range(n))",
        "saved = squares\ndel squares\ntry:\n    total(3)\n    used = False\nexcept NameError:\n"
        "    used = True\nsquares = saved\nassert used",
    ),
    case(
        "state_between_tests",
        "history = []\ndef push(x):\n    history.append(x)\n    return len(history)",
        "history = []\ndef push(x):\n    return 0",
        "assert push('a') == 1",
        "assert push('b') == 2",
    ),
    case("a_variable", "answer = 42", "answer = 41", "assert answer == 42"),
    case(
        "a_list_variable",
        "primes = [2, 3, 5, 7]",
        "primes = [1, 2, 3]",
        "assert primes == [2, 3, 5, 7]",
        other="primes = (lambda: [p for p in (2, 3, 5, 7)])()",
    ),
    case(
        "a_name_of_another_cell",
        "def f(x):\n    return x + OFFSET",
        "def f(x):\n    return x",
        "assert f(1) == 1 + OFFSET",
        given="OFFSET = 5",
    ),
    case(
        "a_counter_function",
        "def counter():\n    n = 0\n    def step():\n        nonlocal n\n        n += 1\n        return n\n"
        "    return step",
        "def counter():\n    return lambda: 1",
        "c = counter()\nc()\nassert c() == 2",
    ),
]
