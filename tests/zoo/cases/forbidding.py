"""Tests that forbid something: the wrong answer returns the right values in a way that the exercise rules out."""

from tests.zoo.case import Case

SOLVE_BY_HAND = """
    def solve(a, b):
        ### BEGIN SOLUTION
        (p, q), (r, s) = a
        det = p * s - q * r
        return [(b[0] * s - q * b[1]) / det, (p * b[1] - b[0] * r) / det]
        ### END SOLUTION
"""

SOLVE_BY_NUMPY = """
    def solve(a, b):
        return np.linalg.solve(a, b).tolist()
"""

BUBBLE_SORT = """
    def my_sort(values):
        ### BEGIN SOLUTION
        values = list(values)
        for end in range(len(values), 1, -1):
            for k in range(end - 1):
                if values[k] > values[k + 1]:
                    values[k], values[k + 1] = values[k + 1], values[k]
        return values
        ### END SOLUTION
"""

CALLS_SORTED = """
    def my_sort(values):
        return sorted(values)
"""

CASES = (
    Case(
        name="forbidden_by_a_patch",
        given="import numpy as np",
        solution=SOLVE_BY_HAND,
        wrong=SOLVE_BY_NUMPY,
        tests=(
            """
            from unittest import mock
            with mock.patch("numpy.linalg.solve", side_effect=AssertionError("without np.linalg.solve")):
                assert solve([[2, 0], [0, 4]], [2, 4]) == [1, 1]
            """,
        ),
    ),
    Case(
        name="forbidden_by_an_assignment",
        given="import numpy as np",
        solution=SOLVE_BY_HAND,
        wrong=SOLVE_BY_NUMPY,
        tests=(
            """
            import numpy as np
            before = np.linalg.solve
            np.linalg.solve = None
            try:
                assert solve([[2, 0], [0, 4]], [2, 4]) == [1, 1]
            finally:
                np.linalg.solve = before
            """,
        ),
    ),
    Case(
        name="forbidden_in_builtins",
        solution=BUBBLE_SORT,
        wrong=CALLS_SORTED,
        tests=(
            """
            import builtins
            before = builtins.sorted
            builtins.sorted = None
            try:
                assert my_sort([3, 1, 2]) == [1, 2, 3]
            finally:
                builtins.sorted = before
            """,
        ),
    ),
    Case(
        name="forbidden_by_a_global_function",
        solution=BUBBLE_SORT,
        wrong=CALLS_SORTED,
        tests=(
            """
            def sorted(*arguments, **options):
                raise AssertionError("write the sort yourself")

            assert my_sort([3, 1, 2]) == [1, 2, 3]
            del sorted
            """,
        ),
    ),
    Case(
        name="module_that_is_taken_away",
        given="import numpy as np",
        solution=SOLVE_BY_HAND,
        wrong=SOLVE_BY_NUMPY,
        tests=("np = None\nassert solve([[2, 0], [0, 4]], [2, 4]) == [1, 1], 'without NumPy'",),
    ),
    Case(
        name="given_helper_that_is_forbidden",
        before="""
            def slow_length(values):
                return len(values)
        """,
        solution="""
            def count(values):
                ### BEGIN SOLUTION
                total = 0
                for _ in values:
                    total += 1
                return total
                ### END SOLUTION
        """,
        wrong="""
            def count(values):
                return slow_length(values)
        """,
        tests=(
            """
            def slow_length(values):
                raise AssertionError("count for yourself")

            assert count([1, 2, 3]) == 3
            """,
        ),
    ),
    Case(
        name="forbidden_by_the_text_of_the_cell",
        solution="""
            def power(x, n):
                ### BEGIN SOLUTION
                result = 1
                for _ in range(n):
                    result *= x
                return result
                ### END SOLUTION
        """,
        wrong="""
            def power(x, n):
                return x ** n
        """,
        tests=(
            """
            assert power(2, 5) == 32
            assert not any("**" in code for code in In if code.startswith("def power"))
            """,
        ),
    ),
    Case(
        name="forbidden_attribute_of_an_argument",
        solution="""
            def longest(words):
                ### BEGIN SOLUTION
                best = ""
                for word in words:
                    if len(word) > len(best):
                        best = word
                return best
                ### END SOLUTION
        """,
        wrong="""
            def longest(words):
                words.sort(key=len)
                return words[-1]
        """,
        tests=(
            """
            class NoSort(list):
                def sort(self, *arguments, **options):
                    raise AssertionError("do not sort the words")

            assert longest(NoSort(["a", "ccc", "bb"])) == "ccc"
            """,
        ),
    ),
    Case(
        name="forbidden_loops_are_counted",
        given="import numpy as np",
        solution="""
            def squares(x):
                ### BEGIN SOLUTION
                return x ** 2
                ### END SOLUTION
        """,
        wrong="""
            def squares(x):
                return np.array([value ** 2 for value in x])
        """,
        tests=(
            """
            import numpy as np

            class Watched(np.ndarray):
                def __iter__(self):
                    raise AssertionError("use the array as a whole")

            result = squares(np.arange(4.0).view(Watched))
            assert np.asarray(result).tolist() == [0, 1, 4, 9]
            """,
        ),
    ),
    Case(
        name="forbidden_module",
        solution="""
            def mean(values):
                ### BEGIN SOLUTION
                return sum(values) / len(values)
                ### END SOLUTION
        """,
        wrong="""
            def mean(values):
                import statistics
                return statistics.mean(values)
        """,
        tests=(
            """
            import sys
            before = sys.modules.pop("statistics", None)
            sys.modules["statistics"] = None
            try:
                assert mean([1, 2, 6]) == 3
            except ImportError:
                raise AssertionError("without a library")
            finally:
                del sys.modules["statistics"]
            """,
        ),
    ),
)
