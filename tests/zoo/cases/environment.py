"""Tests that look at, or change, the process they run in: warnings, time, folders, settings, threads, signals."""

from tests.zoo.case import Case

CASES = (
    Case(
        name="warning",
        solution="""
            import warnings

            def old_name(x):
                ### BEGIN SOLUTION
                warnings.warn("use new_name", DeprecationWarning)
                return x
                ### END SOLUTION
        """,
        wrong="""
            def old_name(x):
                print("use new_name")
                return x
        """,
        tests=(
            """
            import warnings
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                assert old_name(3) == 3
            assert [w.category for w in caught] == [DeprecationWarning]
            """,
        ),
    ),
    Case(
        name="warning_that_is_asserted",
        solution="""
            import warnings

            def mean(values):
                ### BEGIN SOLUTION
                if not values:
                    warnings.warn("no values", RuntimeWarning)
                    return None
                return sum(values) / len(values)
                ### END SOLUTION
        """,
        wrong="""
            def mean(values):
                return sum(values) / len(values) if values else None
        """,
        tests=(
            """
            import unittest
            with unittest.TestCase().assertWarns(RuntimeWarning):
                assert mean([]) is None
            """,
        ),
    ),
    Case(
        name="warnings_become_errors",
        given="import numpy as np",
        solution="""
            def safe_log(x):
                ### BEGIN SOLUTION
                result = np.zeros_like(x)
                np.log(x, out=result, where=x > 0)
                return result
                ### END SOLUTION
        """,
        wrong="""
            def safe_log(x):
                return np.where(x > 0, np.log(x), 0.0)
        """,
        tests=(
            """
            import numpy as np
            import warnings
            warnings.simplefilter("error")
            assert safe_log(np.array([1.0, 0.0])).tolist() == [0, 0]
            """,
        ),
    ),
    Case(
        name="errors_of_numpy_are_raised",
        given="import numpy as np",
        solution="""
            def safe_divide(a, b):
                ### BEGIN SOLUTION
                return np.divide(a, b, out=np.zeros_like(a), where=b != 0)
                ### END SOLUTION
        """,
        wrong="""
            def safe_divide(a, b):
                return np.nan_to_num(a / b, posinf=0.0)
        """,
        tests=(
            """
            import numpy as np
            with np.errstate(all="raise"):
                assert safe_divide(np.array([1.0, 4.0]), np.array([0.0, 2.0])).tolist() == [0, 2]
            """,
        ),
    ),
    Case(
        name="time_that_a_call_takes",
        solution="""
            def common(first, second):
                ### BEGIN SOLUTION
                return len(set(first) & set(second))
                ### END SOLUTION
        """,
        wrong="""
            def common(first, second):
                return sum(1 for value in first if value in second)
        """,
        tests=(
            """
            import time
            first, second = list(range(0, 20000, 2)), list(range(0, 60000, 3))
            begin = time.perf_counter()
            assert common(first, second) == 3334
            assert time.perf_counter() - begin < 0.3, "too slow: use sets"
            """,
        ),
    ),
    Case(
        name="alarm_for_slow_answers",
        solution="""
            def fib(n):
                ### BEGIN SOLUTION
                a, b = 0, 1
                for _ in range(n):
                    a, b = b, a + b
                return a
                ### END SOLUTION
        """,
        wrong="""
            def fib(n):
                return n if n < 2 else fib(n - 1) + fib(n - 2)
        """,
        tests=(
            """
            import signal

            def too_slow(*_):
                raise TimeoutError("too slow")

            signal.signal(signal.SIGALRM, too_slow)
            signal.alarm(1)
            try:
                assert fib(60) == 1548008755920
            finally:
                signal.alarm(0)
            """,
            "assert fib(10) == 55",
        ),
    ),
    Case(
        name="environment_variables",
        solution="""
            import os

            def user():
                ### BEGIN SOLUTION
                return os.environ.get("COURSE_USER", "nobody")
                ### END SOLUTION
        """,
        wrong="""
            import os

            USER = os.environ.get("COURSE_USER", "nobody")

            def user():
                return USER
        """,
        tests=(
            """
            import os
            os.environ["COURSE_USER"] = "ada"
            assert user() == "ada"
            del os.environ["COURSE_USER"]
            assert user() == "nobody"
            """,
        ),
    ),
    Case(
        name="working_folder",
        solution="""
            import os

            def text_files():
                ### BEGIN SOLUTION
                return sorted(name for name in os.listdir() if name.endswith(".txt"))
                ### END SOLUTION
        """,
        wrong="""
            import os

            def text_files():
                return sorted(os.listdir())
        """,
        tests=(
            """
            import os, pathlib, tempfile
            before = os.getcwd()
            with tempfile.TemporaryDirectory() as folder:
                os.chdir(folder)
                try:
                    for name in ("b.txt", "a.txt", "c.csv"):
                        pathlib.Path(name).touch()
                    assert text_files() == ["a.txt", "b.txt"]
                finally:
                    os.chdir(before)
            """,
        ),
    ),
    Case(
        name="working_folder_is_restored",
        solution="""
            import os

            def size_of(folder):
                ### BEGIN SOLUTION
                return len(os.listdir(folder))
                ### END SOLUTION
        """,
        wrong="""
            import os

            def size_of(folder):
                os.chdir(folder)
                return len(os.listdir())
        """,
        files={"stuff/a.txt": "1", "stuff/b.txt": "2"},
        tests=("import os\nbefore = os.getcwd()\nassert size_of('stuff') == 2\nassert os.getcwd() == before",),
    ),
    Case(
        name="limit_of_recursion",
        solution="""
            def flatten_sum(tree):
                ### BEGIN SOLUTION
                total, left = 0, [tree]
                while left:
                    node = left.pop()
                    if isinstance(node, list):
                        left.extend(node)
                    else:
                        total += node
                return total
                ### END SOLUTION
        """,
        wrong="""
            def flatten_sum(tree):
                return sum(map(flatten_sum, tree)) if isinstance(tree, list) else tree
        """,
        tests=(
            """
            import inspect, sys
            tree = 1
            for _ in range(90):
                tree = [tree]
            before = sys.getrecursionlimit()
            sys.setrecursionlimit(len(inspect.stack()) + 60)
            try:
                assert flatten_sum(tree) == 1
            finally:
                sys.setrecursionlimit(before)
            """,
        ),
    ),
    Case(
        name="precision_of_decimals",
        given="import decimal",
        solution="""
            def third():
                ### BEGIN SOLUTION
                return decimal.Decimal(1) / 3
                ### END SOLUTION
        """,
        wrong="""
            def third():
                return decimal.Decimal("0.3333333333333333333333333333")
        """,
        tests=(
            """
            import decimal
            with decimal.localcontext() as context:
                context.prec = 5
                assert str(third()) == '0.33333'
            """,
        ),
    ),
    Case(
        name="patched_clock",
        solution="""
            import time

            def greeting():
                ### BEGIN SOLUTION
                return "good morning" if time.localtime(time.time()).tm_hour < 12 else "good day"
                ### END SOLUTION
        """,
        wrong="""
            import time

            def greeting():
                return "good morning"
        """,
        tests=(
            """
            import time
            from unittest.mock import patch
            with patch("time.time", return_value=time.mktime((2024, 1, 1, 8, 0, 0, 0, 1, -1))):
                assert greeting() == "good morning"
            with patch("time.time", return_value=time.mktime((2024, 1, 1, 15, 0, 0, 0, 1, -1))):
                assert greeting() == "good day"
            """,
        ),
    ),
    Case(
        name="several_threads",
        solution="""
            import threading

            ### BEGIN SOLUTION
            lock, counts = threading.Lock(), {}

            def count(word):
                with lock:
                    counts[word] = counts.get(word, 0) + 1
                return counts[word]
            ### END SOLUTION
        """,
        wrong="""
            counts = {}

            def count(word):
                counts[word] = 1
                return 1
        """,
        tests=(
            """
            from concurrent.futures import ThreadPoolExecutor
            with ThreadPoolExecutor(4) as pool:
                results = list(pool.map(count, ["a"] * 40))
            assert max(results) == 40
            """,
        ),
    ),
    Case(
        name="threads_are_joined",
        solution="""
            import threading
            import time

            def work(seconds):
                ### BEGIN SOLUTION
                threads = [threading.Thread(target=time.sleep, args=(s,)) for s in seconds]
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join()
                return len(threads)
                ### END SOLUTION
        """,
        wrong="""
            import threading
            import time

            def work(seconds):
                threads = [threading.Thread(target=time.sleep, args=(s,)) for s in seconds]
                for thread in threads:
                    thread.start()
                return len(threads)
        """,
        tests=(
            """
            import threading
            before = threading.active_count()
            assert work([0.5, 0.5]) == 2
            assert threading.active_count() == before, "wait for your threads"
            """,
        ),
    ),
    Case(
        name="several_processes",
        solution="""
            def is_prime(n):
                ### BEGIN SOLUTION
                return n > 1 and all(n % k for k in range(2, int(n ** 0.5) + 1))
                ### END SOLUTION
        """,
        wrong="""
            def is_prime(n):
                return all(n % k for k in range(2, int(n ** 0.5) + 1))
        """,
        tests=(
            """
            import multiprocessing
            with multiprocessing.get_context("fork").Pool(2) as pool:
                assert pool.map(is_prime, [1, 2, 9, 97]) == [False, True, False, True]
            """,
        ),
    ),
    Case(
        name="memory_that_a_call_takes",
        solution="""
            def sum_of_squares(n):
                ### BEGIN SOLUTION
                return sum(k * k for k in range(n))
                ### END SOLUTION
        """,
        wrong="""
            def sum_of_squares(n):
                return sum([k * k for k in range(n)])
        """,
        tests=(
            """
            import tracemalloc
            tracemalloc.start()
            assert sum_of_squares(50_000) == 41665416675000
            _, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            assert peak < 500_000, "do not keep all the squares"
            """,
        ),
    ),
    Case(
        name="arguments_of_a_program",
        solution="""
            import sys

            def main():
                ### BEGIN SOLUTION
                return sum(map(int, sys.argv[1:]))
                ### END SOLUTION
        """,
        wrong="""
            import sys

            def main():
                return len(sys.argv[1:])
        """,
        tests=("import sys\nbefore = sys.argv\nsys.argv = ['add', '3', '4']\nassert main() == 7\nsys.argv = before",),
    ),
    Case(
        name="options_of_pandas",
        given="import pandas as pd",
        solution="""
            def first_rows(df):
                ### BEGIN SOLUTION
                return df.head(2).to_string()
                ### END SOLUTION
        """,
        wrong="""
            def first_rows(df):
                return df.to_string()
        """,
        tests=(
            """
            import pandas as pd
            with pd.option_context("display.precision", 1):
                text = first_rows(pd.DataFrame({"x": [0.1234, 0.5, 0.9]}))
            assert "0.1" in text and "0.12" not in text and "0.9" not in text
            """,
        ),
    ),
)
