"""Tests that look at the student's function itself: its source, signature, docstring, attributes, name."""

from tests.zoo.case import Case

CASES = (
    Case(
        name="source_of_a_function",
        solution="""
            def total(values):
                ### BEGIN SOLUTION
                result = 0
                for value in values:
                    result += value
                return result
                ### END SOLUTION
        """,
        wrong="""
            def total(values):
                return sum(values)
        """,
        tests=(
            """
            import inspect
            assert 'sum(' not in inspect.getsource(total), 'write the loop'
            assert total([1, 2]) == 3
            """,
        ),
    ),
    Case(
        name="syntax_tree_of_a_function",
        solution="""
            def squares(n):
                ### BEGIN SOLUTION
                return [k * k for k in range(n)]
                ### END SOLUTION
        """,
        wrong="""
            def squares(n):
                result = []
                for k in range(n):
                    result.append(k * k)
                return result
        """,
        tests=(
            """
            import ast, inspect, textwrap
            tree = ast.parse(textwrap.dedent(inspect.getsource(squares)))
            assert any(isinstance(node, ast.ListComp) for node in ast.walk(tree)), "use a list comprehension"
            assert squares(3) == [0, 1, 4]
            """,
        ),
    ),
    Case(
        name="recursive_function",
        solution="""
            def gcd(a, b):
                ### BEGIN SOLUTION
                return a if b == 0 else gcd(b, a % b)
                ### END SOLUTION
        """,
        wrong="""
            def gcd(a, b):
                while b:
                    a, b = b, a % b
                return a
        """,
        tests=("assert gcd(12, 18) == 6\nassert 'gcd' in gcd.__code__.co_names, 'call gcd itself'",),
    ),
    Case(
        name="recursion_that_is_watched",
        solution="""
            def depth(tree):
                ### BEGIN SOLUTION
                return 1 + max(map(depth, tree), default=0)
                ### END SOLUTION
        """,
        wrong="""
            def depth(tree):
                return str(tree).count("[")
        """,
        tests=(
            """
            real, seen = depth, []

            def depth(tree):
                seen.append(tree)
                return real(tree)

            assert depth([[], [[]]]) == 3
            assert len(seen) == 4, "depth must call itself"
            depth = real
            """,
        ),
    ),
    Case(
        name="signature",
        solution="""
            ### BEGIN SOLUTION
            def area(width, height=1):
                return width * height
            ### END SOLUTION
        """,
        wrong="""
            def area(w, h=1):
                return w * h
        """,
        tests=(
            """
            import inspect
            assert list(inspect.signature(area).parameters) == ['width', 'height']
            assert area(3) == 3
            """,
        ),
    ),
    Case(
        name="docstring",
        solution='''
            ### BEGIN SOLUTION
            def triple(x):
                """Return three times x."""
                return 3 * x
            ### END SOLUTION
        ''',
        wrong="""
            def triple(x):
                return 3 * x
        """,
        tests=(
            "assert triple(2) == 6",
            "assert triple.__doc__ is not None, 'write a docstring'\nassert len(triple.__doc__) > 10",
        ),
    ),
    Case(
        name="docstring_alone",
        solution='''
            ### BEGIN SOLUTION
            def quarter(x):
                """Return a fourth of x."""
                return x / 4
            ### END SOLUTION
        ''',
        wrong="""
            def quarter(x):
                return x / 4
        """,
        tests=("assert quarter.__doc__ is not None",),
    ),
    Case(
        name="help_text",
        solution='''
            ### BEGIN SOLUTION
            def mean(values):
                """Return the arithmetic mean."""
                return sum(values) / len(values)
            ### END SOLUTION
        ''',
        wrong="""
            def mean(values):
                return sum(values) / len(values)
        """,
        tests=(
            """
            import pydoc
            assert 'arithmetic' in pydoc.plain(pydoc.render_doc(mean))
            assert mean([1, 2]) == 1.5
            """,
        ),
    ),
    Case(
        name="defaults_of_a_function",
        solution="""
            ### BEGIN SOLUTION
            def log(x, base=10):
                import math
                return math.log(x, base)
            ### END SOLUTION
        """,
        wrong="""
            def log(x, base=None):
                import math
                return math.log(x, base or 10)
        """,
        tests=("assert log.__defaults__ == (10,)\nassert abs(log(8, 2) - 3) < 1e-9",),
    ),
    Case(
        name="annotations",
        solution="""
            ### BEGIN SOLUTION
            def repeat(word: str, times: int) -> str:
                return word * times
            ### END SOLUTION
        """,
        wrong="""
            def repeat(word, times):
                return word * times
        """,
        tests=(
            """
            assert repeat.__annotations__ == {'word': str, 'times': int, 'return': str}
            assert repeat('a', 2) == 'aa'
            """,
        ),
    ),
    Case(
        name="type_hints",
        solution="""
            ### BEGIN SOLUTION
            def lengths(words: list[str]) -> dict[str, int]:
                return {word: len(word) for word in words}
            ### END SOLUTION
        """,
        wrong="""
            def lengths(words: list) -> dict:
                return {word: len(word) for word in words}
        """,
        tests=("from typing import get_type_hints\nassert get_type_hints(lengths)['return'] == dict[str, int]",),
    ),
    Case(
        name="cache_of_a_function",
        solution="""
            import functools

            ### BEGIN SOLUTION
            @functools.lru_cache(maxsize=None)
            def fib(n):
                return n if n < 2 else fib(n - 1) + fib(n - 2)
            ### END SOLUTION
        """,
        wrong="""
            def fib(n):
                return n if n < 2 else fib(n - 1) + fib(n - 2)
        """,
        tests=("assert fib(20) == 6765\nassert fib.cache_info().hits > 10",),
    ),
    Case(
        name="no_ready_made_cache",
        solution="""
            ### BEGIN SOLUTION
            memo = {0: 0, 1: 1}

            def fib(n):
                if n not in memo:
                    memo[n] = fib(n - 1) + fib(n - 2)
                return memo[n]
            ### END SOLUTION
        """,
        wrong="""
            import functools

            @functools.cache
            def fib(n):
                return n if n < 2 else fib(n - 1) + fib(n - 2)
        """,
        tests=(
            "assert fib(90) == 2880067194370816120\nassert not hasattr(fib, 'cache_info'), 'build the cache yourself'",
        ),
    ),
    Case(
        name="type_of_a_function",
        solution="""
            ### BEGIN SOLUTION
            def sign(x):
                return (x > 0) - (x < 0)
            ### END SOLUTION
        """,
        wrong="""
            import numpy as np

            sign = np.sign
        """,
        tests=("from types import FunctionType\nassert isinstance(sign, FunctionType)\nassert sign(-3) == -1",),
    ),
    Case(
        name="name_of_a_function",
        solution="""
            ### BEGIN SOLUTION
            def cube(x):
                return x ** 3
            ### END SOLUTION
        """,
        wrong="cube = lambda x: x ** 3",
        tests=("assert cube(2) == 8\nassert cube.__name__ == 'cube', 'use def'",),
    ),
    Case(
        name="two_names_for_one_function",
        solution="""
            ### BEGIN SOLUTION
            def average(values):
                return sum(values) / len(values)

            mean = average
            ### END SOLUTION
        """,
        wrong="""
            def average(values):
                return sum(values) / len(values)

            def mean(values):
                return sum(values) / len(values)
        """,
        tests=("assert mean is average\nassert mean([1, 3]) == 2",),
    ),
    Case(
        name="it_can_be_called",
        solution="""
            ### BEGIN SOLUTION
            def area(r):
                return 3 * r * r
            ### END SOLUTION
        """,
        wrong="area = 3 * 2 * 2",
        tests=("assert callable(area), 'area must be a function'",),
    ),
    Case(
        name="closure_variables",
        solution="""
            ### BEGIN SOLUTION
            def counter():
                count = 0

                def step():
                    nonlocal count
                    count += 1
                    return count

                return step

            tick = counter()
            ### END SOLUTION
        """,
        wrong="""
            count = 0

            def tick():
                global count
                count += 1
                return count
        """,
        tests=("assert tick() == 1\nassert tick.__closure__ is not None, 'without a global variable'",),
    ),
    Case(
        name="length_of_a_solution",
        solution="""
            def fizz(n):
                ### BEGIN SOLUTION
                return "fizz" * (n % 3 == 0) or str(n)
                ### END SOLUTION
        """,
        wrong="""
            def fizz(n):
                if n % 3 == 0:
                    result = "fizz"
                else:
                    result = str(n)
                return result
        """,
        tests=(
            """
            import inspect
            assert len(inspect.getsource(fizz).splitlines()) <= 3
            assert [fizz(3), fizz(4)] == ['fizz', '4']
            """,
        ),
    ),
    Case(
        name="object_as_bytes",
        solution="""
            def config():
                ### BEGIN SOLUTION
                return {"width": 3, "tags": ("a", "b")}
                ### END SOLUTION
        """,
        wrong="""
            def config():
                return {"width": 3, "tags": lambda: ("a", "b")}
        """,
        tests=("import pickle\nassert pickle.loads(pickle.dumps(config()))['tags'] == ('a', 'b')",),
    ),
    Case(
        name="left_over_names",
        solution="""
            ### BEGIN SOLUTION
            def swap_ends(values):
                return [values[-1], *values[1:-1], values[0]]
            ### END SOLUTION
        """,
        wrong="""
            def swap_ends(values):
                global temporary
                temporary = values[0]
                return [values[-1], *values[1:-1], temporary]
        """,
        tests=("assert swap_ends([1, 2, 3]) == [3, 2, 1]\nassert 'temporary' not in dir(), 'no global variables'",),
    ),
)
