"""Exercises called like Python's own functions, variables as answers, and several exercises in a notebook."""

from tests.zoo.case import Case

CASES = (
    Case(
        name="exercise_called_sum",
        solution="""
            def sum(values):
                ### BEGIN SOLUTION
                total = 0
                for value in values:
                    total += value
                return total
                ### END SOLUTION
        """,
        wrong="""
            def sum(values):
                total = 0
                for value in values:
                    total = value
                return total
        """,
        tests=("assert sum([1, 2, 3]) == 6\nassert sum([]) == 0",),
    ),
    Case(
        name="exercise_called_max",
        solution="""
            def max(a, b):
                ### BEGIN SOLUTION
                return a if a > b else b
                ### END SOLUTION
        """,
        wrong="""
            def max(a, b):
                return a if a < b else b
        """,
        tests=("assert max(1, 2) == 2", "assert max(5, -5) == 5 and max('b', 'a') == 'b'"),
    ),
    Case(
        name="variable_called_sorted",
        before="values = [3, 1, 2]",
        solution="""
            ### BEGIN SOLUTION
            sorted = values.copy()
            sorted.sort()
            ### END SOLUTION
        """,
        wrong="sorted = values.sort()",
        tests=("assert sorted == [1, 2, 3]\nassert values == [3, 1, 2]",),
    ),
    Case(
        name="variables_called_min_and_len",
        solution="""
            ### BEGIN SOLUTION
            numbers = [4, 2, 9]
            min, len = 2, 3
            ### END SOLUTION
        """,
        wrong="numbers = [4, 2, 9]\nmin, len = 4, 3",
        tests=("assert min == 2", "assert len == 3"),
    ),
    Case(
        name="variable_as_answer",
        solution="""
            ### BEGIN SOLUTION
            speed = 300 / 2.5
            ### END SOLUTION
        """,
        wrong="speed = 300 * 2.5",
        other_right="""
            from fractions import Fraction

            speed = Fraction(300) / Fraction("2.5")
        """,
        tests=("assert speed == 120",),
    ),
    Case(
        name="several_variables",
        before="text = 'the quick brown fox'",
        solution="""
            ### BEGIN SOLUTION
            words = text.split()
            count = len(words)
            longest = max(words, key=len)
            ### END SOLUTION
        """,
        wrong="""
            words = text.split()
            count = len(text)
            longest = max(words)
        """,
        other_right="""
            import numpy as np

            words = np.array(text.split())
            count = words.size
            longest = words[np.char.str_len(words).argmax()]
        """,
        tests=(
            "assert list(words) == ['the', 'quick', 'brown', 'fox']",
            "assert count == 4",
            "assert longest == 'quick'",
        ),
    ),
    Case(
        name="constant_the_test_reads",
        solution="""
            ### BEGIN SOLUTION
            GRAVITY = 9.81

            def weight(mass):
                return mass * GRAVITY
            ### END SOLUTION
        """,
        wrong="""
            GRAVITY = 9.81

            def weight(mass):
                return mass / GRAVITY
        """,
        tests=("assert 9.8 < GRAVITY < 9.82\nassert weight(2) == 2 * GRAVITY",),
    ),
    Case(
        name="variable_that_is_a_function",
        solution="""
            import math

            ### BEGIN SOLUTION
            distance = math.hypot
            ### END SOLUTION
        """,
        wrong="""
            import math

            distance = math.dist
        """,
        tests=("assert distance(3, 4) == 5",),
    ),
    Case(
        name="two_exercises",
        solution="""
            def is_prime(n):
                ### BEGIN SOLUTION
                return n > 1 and all(n % k for k in range(2, n))
                ### END SOLUTION
        """,
        wrong="""
            def is_prime(n):
                return all(n % k for k in range(2, n))
        """,
        second="""
            def primes(n):
                ### BEGIN SOLUTION
                return [k for k in range(n) if is_prime(k)]
                ### END SOLUTION
        """,
        tests=("assert is_prime(7) and not is_prime(1)", "assert primes(10) == [2, 3, 5, 7]"),
    ),
    Case(
        name="two_exercises_apart",
        solution="""
            def to_inches(cm):
                ### BEGIN SOLUTION
                return cm / 2.54
                ### END SOLUTION
        """,
        wrong="""
            def to_inches(cm)
                return cm / 2.54
        """,
        second="""
            def to_pounds(kg):
                ### BEGIN SOLUTION
                return kg / 0.4536
                ### END SOLUTION
        """,
        tests=("assert to_inches(2.54) == 1", "assert round(to_pounds(1), 2) == 2.2"),
    ),
    Case(
        name="import_in_an_unmarked_cell",
        given="import math",
        solution="""
            def circle(r):
                ### BEGIN SOLUTION
                return math.pi * r ** 2
                ### END SOLUTION
        """,
        wrong="""
            def circle(r):
                return 2 * math.pi * r
        """,
        tests=("assert math.isclose(circle(1), math.pi)",),
    ),
    Case(
        name="helper_in_an_unmarked_cell",
        given="def almost(a, b):\n    return abs(a - b) < 1e-6",
        solution="""
            def cube_root(x):
                ### BEGIN SOLUTION
                return x ** (1 / 3)
                ### END SOLUTION
        """,
        wrong="""
            def cube_root(x):
                return x ** 1 / 3
        """,
        tests=("assert almost(cube_root(27), 3)",),
    ),
    Case(
        name="names_by_globals",
        solution="""
            ### BEGIN SOLUTION
            alpha, beta = 1, 2
            ### END SOLUTION
        """,
        wrong="alpha = 1",
        tests=("for name in ('alpha', 'beta'):\n    assert name in globals(), f'{name} is missing'",),
    ),
    Case(
        name="functions_by_their_names",
        solution="""
            ### BEGIN SOLUTION
            def area_square(a):
                return a * a

            def area_circle(r):
                return 3.14159 * r * r
            ### END SOLUTION
        """,
        wrong="""
            def area_square(a):
                return a * a

            def area_circle(r):
                return 3.14159 * r
        """,
        tests=(
            """
            for shape, expected in [('square', 4), ('circle', 12.56636)]:
                assert eval(f'area_{shape}')(2) == expected
            """,
        ),
    ),
    Case(
        name="unwanted_name",
        solution="""
            def count_vowels(text):
                ### BEGIN SOLUTION
                return sum(letter in "aeiou" for letter in text)
                ### END SOLUTION
        """,
        wrong="""
            def count_vowels(text):
                global vowels
                vowels = sum(letter in "aeiou" for letter in text)
                return vowels
        """,
        tests=(
            """
            assert count_vowels("banana") == 3
            try:
                vowels
            except NameError:
                pass
            else:
                raise AssertionError("do not use a global variable")
            """,
        ),
    ),
)
