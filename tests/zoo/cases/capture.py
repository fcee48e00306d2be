"""Tests that catch what is printed, and tests that type what is asked for."""

from tests.zoo.case import Case

CASES = (
    Case(
        name="redirected_output",
        solution="""
            def greet(name):
                ### BEGIN SOLUTION
                print(f"Hello, {name}!")
                ### END SOLUTION
        """,
        wrong="""
            def greet(name):
                return f"Hello, {name}!"
        """,
        other_right="""
            import sys

            def greet(name):
                sys.stdout.write(f"Hello, {name}!")
                sys.stdout.write(chr(10))
        """,
        tests=(
            """
            import contextlib, io
            with contextlib.redirect_stdout(io.StringIO()) as out:
                greet("Ada")
            assert out.getvalue() == "Hello, Ada!" + chr(10)
            """,
        ),
    ),
    Case(
        name="patched_output",
        solution="""
            def table(n):
                ### BEGIN SOLUTION
                for k in range(1, n + 1):
                    print(k, k * k)
                ### END SOLUTION
        """,
        wrong="""
            def table(n):
                for k in range(n):
                    print(k, k * k)
        """,
        tests=(
            """
            import io
            from unittest.mock import patch
            with patch("sys.stdout", new_callable=io.StringIO) as out:
                table(2)
            assert out.getvalue().split() == ["1", "1", "2", "4"]
            """,
        ),
    ),
    Case(
        name="output_replaced_by_hand",
        solution="""
            def stars(n):
                ### BEGIN SOLUTION
                print("*" * n)
                ### END SOLUTION
        """,
        wrong="""
            def stars(n):
                print("* " * n)
        """,
        tests=(
            """
            import io
            import sys
            before = sys.stdout
            sys.stdout = io.StringIO()
            try:
                stars(3)
                text = sys.stdout.getvalue()
            finally:
                sys.stdout = before
            assert text.strip() == "***"
            """,
        ),
    ),
    Case(
        name="patched_print",
        solution="""
            def report(scores):
                ### BEGIN SOLUTION
                for name, score in scores.items():
                    print(name, score, sep=": ")
                ### END SOLUTION
        """,
        wrong="""
            def report(scores):
                print(scores)
        """,
        tests=(
            """
            from unittest import mock
            with mock.patch("builtins.print") as printed:
                report({"ada": 1, "bob": 2})
            assert printed.call_count == 2
            printed.assert_called_with("bob", 2, sep=": ")
            """,
        ),
    ),
    Case(
        name="captured_output",
        solution="""
            def count_down(n):
                ### BEGIN SOLUTION
                for k in range(n, 0, -1):
                    print(k)
                ### END SOLUTION
        """,
        wrong="""
            def count_down(n):
                for k in range(n, -1, -1):
                    print(k)
        """,
        tests=(
            """
            from IPython.utils.capture import capture_output
            with capture_output() as captured:
                count_down(3)
            assert captured.stdout.split() == ["3", "2", "1"]
            """,
        ),
    ),
    Case(
        name="captured_by_a_magic",
        solution="""
            def hello():
                ### BEGIN SOLUTION
                print("hello, world")
                ### END SOLUTION
        """,
        wrong="""
            def hello():
                print("Hello World")
        """,
        before="from IPython import get_ipython",
        tests=(
            """
            get_ipython().run_cell_magic("capture", "caught", "hello()")
            assert caught.stdout == "hello, world" + chr(10), caught.stdout
            """,
        ),
    ),
    Case(
        name="captured_errors",
        solution="""
            import sys

            def warn(text):
                ### BEGIN SOLUTION
                print("warning:", text, file=sys.stderr)
                ### END SOLUTION
        """,
        wrong="""
            def warn(text):
                print("warning:", text)
        """,
        tests=(
            """
            import contextlib, io
            with contextlib.redirect_stderr(io.StringIO()) as err:
                warn("hot")
            assert err.getvalue().strip() == "warning: hot"
            """,
        ),
    ),
    Case(
        name="nothing_is_printed",
        solution="""
            def add(a, b):
                ### BEGIN SOLUTION
                return a + b
                ### END SOLUTION
        """,
        wrong="""
            def add(a, b):
                print(a + b)
                return a + b
        """,
        tests=(
            """
            from contextlib import redirect_stdout as caught
            from io import StringIO
            with caught(StringIO()) as out:
                assert add(1, 2) == 3
            assert out.getvalue() == "", "return the sum, do not print it"
            """,
        ),
    ),
    Case(
        name="patched_input",
        solution="""
            def ask_number():
                ### BEGIN SOLUTION
                answer = input("A number: ")
                while not answer.isdigit():
                    answer = input("Digits only: ")
                return int(answer)
                ### END SOLUTION
        """,
        wrong="""
            def ask_number():
                answer = input("A number: ")
                return int(answer) if answer.isdigit() else 0
        """,
        tests=(
            """
            from unittest.mock import patch
            with patch("builtins.input", side_effect=["x", "12"]) as asked:
                assert ask_number() == 12
            assert asked.call_count == 2
            """,
        ),
    ),
    Case(
        name="input_replaced_in_the_notebook",
        solution="""
            def shout():
                ### BEGIN SOLUTION
                return input().upper()
                ### END SOLUTION
        """,
        wrong="""
            def shout():
                return input()
        """,
        tests=(
            """
            def input(prompt=""):
                return "quiet"

            try:
                assert shout() == "QUIET"
            finally:
                del input
            """,
        ),
    ),
    Case(
        name="standard_input",
        solution="""
            import sys

            def read_numbers():
                ### BEGIN SOLUTION
                return [int(line) for line in sys.stdin]
                ### END SOLUTION
        """,
        wrong="""
            import sys

            def read_numbers():
                return list(sys.stdin)
        """,
        tests=(
            """
            import io
            import sys
            before, sys.stdin = sys.stdin, io.StringIO("3" + chr(10) + "4" + chr(10))
            try:
                assert read_numbers() == [3, 4]
            finally:
                sys.stdin = before
            """,
        ),
    ),
    Case(
        name="log_messages",
        solution="""
            import logging

            def divide(a, b):
                ### BEGIN SOLUTION
                if b == 0:
                    logging.getLogger("maths").error("division of %s by zero", a)
                    return None
                return a / b
                ### END SOLUTION
        """,
        wrong="""
            import logging

            def divide(a, b):
                if b == 0:
                    logging.getLogger("maths").info("division of %s by zero", a)
                    return None
                return a / b
        """,
        tests=(
            """
            import unittest
            with unittest.TestCase().assertLogs("maths", level="ERROR") as logs:
                assert divide(1, 0) is None
            assert logs.output == ["ERROR:maths:division of 1 by zero"]
            """,
        ),
    ),
    Case(
        name="captured_display",
        solution="""
            from IPython.display import HTML, display

            def heading(text):
                ### BEGIN SOLUTION
                display(HTML(f"<h1>{text}</h1>"))
                ### END SOLUTION
        """,
        wrong="""
            from IPython.display import HTML, display

            def heading(text):
                display(HTML(f"<h2>{text}</h2>"))
        """,
        tests=(
            """
            from IPython.utils.capture import capture_output
            with capture_output() as captured:
                heading("Results")
            assert captured.outputs[0].data["text/html"] == "<h1>Results</h1>"
            """,
        ),
    ),
    Case(
        name="tests_of_a_docstring",
        solution='''
            def double(x):
                ### BEGIN SOLUTION
                """Return twice x.

                >>> double(4)
                8
                """
                return 2 * x
                ### END SOLUTION
        ''',
        wrong='''
            def double(x):
                """Return twice x.

                >>> double(4)
                8
                """
                return x ** 2
        ''',
        tests=(
            """
            import doctest
            finder = doctest.DocTestFinder()
            runner = doctest.DocTestRunner()
            for test in finder.find(double, "double", module=False, globs={"double": double}):
                runner.run(test)
            assert runner.tries > 0 and runner.failures == 0
            """,
        ),
    ),
)
