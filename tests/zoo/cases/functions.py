"""Functions that take and return functions: closures, decorators, callbacks, coroutines."""

from tests.zoo.case import Case

CASES = (
    Case(
        name="closure",
        solution="""
            def make_adder(n):
                ### BEGIN SOLUTION
                def add(x):
                    return x + n
                return add
                ### END SOLUTION
        """,
        wrong="""
            def make_adder(n):
                def add(x):
                    return x + 1
                return add
        """,
        other_right="""
            import functools
            import operator

            def make_adder(n):
                return functools.partial(operator.add, n)
        """,
        tests=("add_two = make_adder(2)\nassert add_two(3) == 5\nassert make_adder(10)(1) == 11",),
    ),
    Case(
        name="closure_with_a_counter",
        solution="""
            def make_counter():
                ### BEGIN SOLUTION
                count = 0

                def counter():
                    nonlocal count
                    count += 1
                    return count

                return counter
                ### END SOLUTION
        """,
        wrong="""
            count = 0

            def make_counter():
                def counter():
                    global count
                    count += 1
                    return count

                return counter
        """,
        other_right="""
            import itertools

            def make_counter():
                return itertools.count(1).__next__
        """,
        tests=("a, b = make_counter(), make_counter()\nassert [a(), a(), b()] == [1, 2, 1]",),
    ),
    Case(
        name="late_binding_closures",
        solution="""
            def multipliers(n):
                ### BEGIN SOLUTION
                return [lambda x, k=k: k * x for k in range(n)]
                ### END SOLUTION
        """,
        wrong="""
            def multipliers(n):
                return [lambda x: k * x for k in range(n)]
        """,
        tests=("assert [f(10) for f in multipliers(3)] == [0, 10, 20]",),
    ),
    Case(
        name="decorator",
        solution="""
            import functools

            def shout(function):
                ### BEGIN SOLUTION
                @functools.wraps(function)
                def loud(*args, **kwargs):
                    return function(*args, **kwargs).upper()
                return loud
                ### END SOLUTION
        """,
        wrong="""
            def shout(function):
                def loud(*args, **kwargs):
                    return function(*args, **kwargs).upper()
                return loud
        """,
        tests=(
            """
            @shout
            def greet(name):
                return f"hello {name}"

            assert greet("ada") == "HELLO ADA"
            assert greet.__name__ == "greet"
            """,
        ),
    ),
    Case(
        name="decorator_with_an_argument",
        solution="""
            def repeat(times):
                ### BEGIN SOLUTION
                def decorate(function):
                    def repeated(*args):
                        return [function(*args) for _ in range(times)]
                    return repeated
                return decorate
                ### END SOLUTION
        """,
        wrong="""
            def repeat(times):
                def decorate(function):
                    def repeated(*args):
                        return [function(*args)] * times
                    return repeated
                return decorate
        """,
        tests=(
            """
            values = [1, 2, 3]

            @repeat(2)
            def pop():
                return values.pop()

            assert pop() == [3, 2]
            """,
        ),
    ),
    Case(
        name="lambda_as_argument",
        solution="""
            def keep(condition, values):
                ### BEGIN SOLUTION
                return [value for value in values if condition(value)]
                ### END SOLUTION
        """,
        wrong="""
            def keep(condition, values):
                return [condition(value) for value in values]
        """,
        other_right="""
            def keep(condition, values):
                return filter(condition, values)
        """,
        tests=("assert list(keep(lambda x: x > 2, [1, 2, 3, 4])) == [3, 4]",),
    ),
    Case(
        name="builtin_as_argument",
        solution="""
            def apply_to_all(function, values):
                ### BEGIN SOLUTION
                return [function(value) for value in values]
                ### END SOLUTION
        """,
        wrong="""
            def apply_to_all(function, values):
                return function(values)
        """,
        tests=(
            "assert apply_to_all(len, ['a', 'bcd']) == [1, 3]\nassert apply_to_all(str.upper, ['a']) == ['A']",
            "assert apply_to_all(int, ['1', '2']) == [1, 2]",
        ),
    ),
    Case(
        name="ufunc_as_argument",
        given="import numpy as np",
        solution="""
            def integrate(f, a, b, n=1000):
                ### BEGIN SOLUTION
                x = np.linspace(a, b, n + 1)
                y = f(x)
                return float(((y[1:] + y[:-1]) / 2 * np.diff(x)).sum())
                ### END SOLUTION
        """,
        wrong="""
            def integrate(f, a, b, n=1000):
                x = np.linspace(a, b, n + 1)
                return float(f(x).mean())
        """,
        tests=("import numpy as np\nassert abs(integrate(np.sin, 0, np.pi) - 2) < 1e-4",),
    ),
    Case(
        name="function_of_the_student_as_argument",
        solution="""
            def cube(x):
                ### BEGIN SOLUTION
                return x ** 3
                ### END SOLUTION


            def derivative(f, x):
                ### BEGIN SOLUTION
                h = 1e-5
                return (f(x + h) - f(x - h)) / (2 * h)
                ### END SOLUTION
        """,
        wrong="""
            def cube(x):
                return x ** 3


            def derivative(f, x):
                return f(x + 1) - f(x)
        """,
        tests=("assert cube(2) == 8", "assert abs(derivative(cube, 2) - 12) < 1e-3"),
    ),
    Case(
        name="given_function_as_argument",
        before="""
            def f(x):
                return x ** 2 - 2
        """,
        solution="""
            def bisect(f, low, high):
                ### BEGIN SOLUTION
                while high - low > 1e-9:
                    middle = (low + high) / 2
                    low, high = (low, middle) if f(low) * f(middle) <= 0 else (middle, high)
                return low
                ### END SOLUTION
        """,
        wrong="""
            def bisect(f, low, high):
                return (low + high) / 2
        """,
        tests=("assert abs(bisect(f, 0, 2) - 2 ** 0.5) < 1e-6",),
    ),
    Case(
        name="key_of_a_sort",
        solution="""
            def last_name(person):
                ### BEGIN SOLUTION
                return person.split()[-1]
                ### END SOLUTION
        """,
        wrong="""
            def last_name(person):
                return person.split()[0]
        """,
        tests=("assert sorted(['ada love', 'bob ames'], key=last_name) == ['bob ames', 'ada love']",),
    ),
    Case(
        name="type_as_argument",
        solution="""
            def only(kind, values):
                ### BEGIN SOLUTION
                return [value for value in values if isinstance(value, kind)]
                ### END SOLUTION
        """,
        wrong="""
            def only(kind, values):
                return [kind(value) for value in values]
        """,
        tests=("assert only(str, [1, 'a', 2.5]) == ['a']\nassert only((int, float), [1, 'a', 2.5]) == [1, 2.5]",),
    ),
    Case(
        name="composition",
        solution="""
            def compose(*functions):
                ### BEGIN SOLUTION
                def composed(x):
                    for function in reversed(functions):
                        x = function(x)
                    return x
                return composed
                ### END SOLUTION
        """,
        wrong="""
            def compose(*functions):
                def composed(x):
                    for function in functions:
                        x = function(x)
                    return x
                return composed
        """,
        tests=("assert compose(lambda x: x + 1, lambda x: 2 * x)(5) == 11",),
    ),
    Case(
        name="callbacks_in_order",
        solution="""
            def walk(tree, visit):
                ### BEGIN SOLUTION
                for name, below in tree.items():
                    visit(name)
                    walk(below, visit)
                ### END SOLUTION
        """,
        wrong="""
            def walk(tree, visit):
                for name, below in tree.items():
                    walk(below, visit)
                    visit(name)
        """,
        tests=("seen = []\nwalk({'a': {'b': {}, 'c': {}}, 'd': {}}, seen.append)\nassert seen == list('abcd')",),
    ),
    Case(
        name="memoized_calls",
        solution="""
            def memoize(function):
                ### BEGIN SOLUTION
                known = {}

                def memoized(x):
                    if x not in known:
                        known[x] = function(x)
                    return known[x]

                return memoized
                ### END SOLUTION
        """,
        wrong="""
            def memoize(function):
                return function
        """,
        other_right="""
            import functools

            memoize = functools.cache
        """,
        tests=(
            """
            calls = []

            def slow(x):
                calls.append(x)
                return x * x

            fast = memoize(slow)
            assert [fast(3), fast(3), fast(4)] == [9, 9, 16]
            assert calls == [3, 4]
            """,
        ),
    ),
    Case(
        name="any_arguments",
        solution="""
            def tag(name, *children, **attributes):
                ### BEGIN SOLUTION
                words = "".join(f' {key}="{value}"' for key, value in attributes.items())
                return f"<{name}{words}>{''.join(children)}</{name}>"
                ### END SOLUTION
        """,
        wrong="""
            def tag(name, *children, **attributes):
                return f"<{name}>{''.join(children)}</{name}>"
        """,
        tests=("assert tag('b', 'x', 'y') == '<b>xy</b>'\nassert tag('a', 'x', href='#') == '<a href=\"#\">x</a>'",),
    ),
    Case(
        name="keyword_only_argument",
        solution="""
            ### BEGIN SOLUTION
            def power(x, *, exponent=2):
                return x ** exponent
            ### END SOLUTION
        """,
        wrong="""
            def power(x, exponent=2):
                return x ** exponent
        """,
        tests=(
            """
            assert power(3) == 9 and power(2, exponent=5) == 32
            try:
                power(2, 5)
            except TypeError:
                pass
            else:
                raise AssertionError("the exponent must be named")
            """,
        ),
    ),
    Case(
        name="mutable_default",
        solution="""
            ### BEGIN SOLUTION
            def append_to(item, items=None):
                items = [] if items is None else items
                items.append(item)
                return items
            ### END SOLUTION
        """,
        wrong="""
            def append_to(item, items=[]):
                items.append(item)
                return items
        """,
        tests=("assert append_to(1) == [1]\nassert append_to(2) == [2]\nassert append_to(3, [0]) == [0, 3]",),
    ),
    Case(
        name="answer_that_is_a_lambda",
        solution="""
            ### BEGIN SOLUTION
            half = lambda x: x / 2
            ### END SOLUTION
        """,
        wrong="half = lambda x: x // 2",
        other_right="""
            import operator
            from functools import partial

            half = partial(operator.mul, 0.5)
        """,
        tests=("assert half(3) == 1.5",),
    ),
    Case(
        name="function_that_is_mapped",
        solution="""
            def clean(word):
                ### BEGIN SOLUTION
                return word.strip(".,!").lower()
                ### END SOLUTION
        """,
        wrong="""
            def clean(word):
                return word.lower()
        """,
        tests=(
            """
            import functools
            import pandas as pd
            assert list(map(clean, ["Hello,", "World!"])) == ["hello", "world"]
            assert pd.Series(["A.", "b"]).apply(clean).tolist() == ["a", "b"]
            assert functools.reduce(lambda text, word: text + clean(word), ["A.", "B."], "") == "ab"
            """,
        ),
    ),
    Case(
        name="coroutine",
        solution="""
            import asyncio

            ### BEGIN SOLUTION
            async def total(tasks):
                return sum(await asyncio.gather(*tasks))
            ### END SOLUTION
        """,
        wrong="""
            import asyncio

            async def total(tasks):
                return len(await asyncio.gather(*tasks))
        """,
        tests=(
            """
            import asyncio

            async def later(value):
                await asyncio.sleep(0.01)
                return value

            assert await total([later(2), later(3)]) == 5
            """,
        ),
    ),
    Case(
        name="asynchronous_generator",
        solution="""
            ### BEGIN SOLUTION
            async def ticks(n):
                for k in range(n):
                    yield k
            ### END SOLUTION
        """,
        wrong="""
            async def ticks(n):
                for k in range(n + 1):
                    yield k
        """,
        tests=("assert [k async for k in ticks(3)] == [0, 1, 2]",),
    ),
    Case(
        name="dispatch_by_type",
        solution="""
            import functools

            ### BEGIN SOLUTION
            @functools.singledispatch
            def size(value):
                return 1

            @size.register
            def _(value: list):
                return sum(map(size, value))
            ### END SOLUTION
        """,
        wrong="""
            import functools

            @functools.singledispatch
            def size(value):
                return 1

            @size.register
            def _(value: list):
                return len(value)
        """,
        tests=(
            "assert size(5) == 1\nassert size([1, [2, 3]]) == 3",
            "size.register(str)(len)\nassert size(['ab', 'c']) == 3",
        ),
    ),
)
