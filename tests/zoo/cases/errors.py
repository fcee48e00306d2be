"""Answers that raise: Python's errors, the student's own, and what a test looks at in them."""

from tests.zoo.case import Case

CASES = (
    Case(
        name="error_of_python",
        solution="""
            def root(x):
                ### BEGIN SOLUTION
                if x < 0:
                    raise ValueError("negative")
                return x ** 0.5
                ### END SOLUTION
        """,
        wrong="""
            def root(x):
                if x < 0:
                    return None
                return x ** 0.5
        """,
        other_right="""
            class Negative(ValueError):
                pass

            def root(x):
                if x < 0:
                    raise Negative(x)
                return x ** 0.5
        """,
        tests=(
            """
            assert root(9) == 3
            try:
                root(-1)
            except ValueError:
                pass
            else:
                raise AssertionError("root(-1) must raise a ValueError")
            """,
        ),
    ),
    Case(
        name="error_of_the_student",
        solution="""
            ### BEGIN SOLUTION
            class TooHot(Exception):
                pass

            def check(celsius):
                if celsius > 40:
                    raise TooHot(celsius)
                return "fine"
            ### END SOLUTION
        """,
        wrong="""
            class TooHot(Exception):
                pass

            def check(celsius):
                if celsius > 40:
                    raise Exception(celsius)
                return "fine"
        """,
        tests=(
            """
            assert check(20) == "fine"
            try:
                check(50)
            except TooHot:
                pass
            else:
                raise AssertionError("50 degrees are too hot")
            """,
        ),
    ),
    Case(
        name="error_of_a_given_class",
        before="""
            class InsufficientFunds(Exception):
                def __init__(self, missing):
                    super().__init__(f"{missing} missing")
                    self.missing = missing
        """,
        solution="""
            def withdraw(balance, amount):
                ### BEGIN SOLUTION
                if amount > balance:
                    raise InsufficientFunds(amount - balance)
                return balance - amount
                ### END SOLUTION
        """,
        wrong="""
            def withdraw(balance, amount):
                if amount > balance:
                    raise InsufficientFunds(amount)
                return balance - amount
        """,
        tests=(
            """
            assert withdraw(10, 4) == 6
            try:
                withdraw(10, 15)
            except InsufficientFunds as error:
                assert error.missing == 5
            else:
                raise AssertionError("no error")
            """,
        ),
    ),
    Case(
        name="error_of_numpy",
        given="import numpy as np",
        solution="""
            def inverse(matrix):
                ### BEGIN SOLUTION
                return np.linalg.inv(matrix)
                ### END SOLUTION
        """,
        wrong="""
            def inverse(matrix):
                return np.linalg.pinv(matrix)
        """,
        tests=(
            """
            import numpy as np
            assert np.allclose(inverse([[2.0, 0.0], [0.0, 4.0]]), [[0.5, 0], [0, 0.25]])
            try:
                inverse([[1.0, 1.0], [1.0, 1.0]])
            except np.linalg.LinAlgError:
                pass
            else:
                raise AssertionError("a singular matrix has no inverse")
            """,
        ),
    ),
    Case(
        name="words_of_an_error",
        solution="""
            def age(text):
                ### BEGIN SOLUTION
                if not text.isdigit():
                    raise ValueError(f"{text!r} is not an age")
                return int(text)
                ### END SOLUTION
        """,
        wrong="""
            def age(text):
                return int(text)
        """,
        tests=(
            """
            assert age("42") == 42
            try:
                age("old")
            except ValueError as error:
                assert str(error) == "'old' is not an age", error
            else:
                raise AssertionError("no error")
            """,
        ),
    ),
    Case(
        name="arguments_of_an_error",
        solution="""
            def find(names, name):
                ### BEGIN SOLUTION
                if name not in names:
                    raise LookupError("unknown", name)
                return names.index(name)
                ### END SOLUTION
        """,
        wrong="""
            def find(names, name):
                if name not in names:
                    raise LookupError("unknown " + name)
                return names.index(name)
        """,
        tests=(
            """
            try:
                find(["ada"], "bob")
            except LookupError as error:
                assert error.args == ("unknown", "bob")
            else:
                raise AssertionError("no error")
            """,
        ),
    ),
    Case(
        name="cause_of_an_error",
        solution="""
            def setting(settings, name):
                ### BEGIN SOLUTION
                try:
                    return settings[name]
                except KeyError as error:
                    raise RuntimeError(f"no setting {name}") from error
                ### END SOLUTION
        """,
        wrong="""
            def setting(settings, name):
                if name not in settings:
                    raise RuntimeError(f"no setting {name}")
                return settings[name]
        """,
        tests=(
            """
            try:
                setting({}, "color")
            except RuntimeError as error:
                assert isinstance(error.__cause__, KeyError)
            else:
                raise AssertionError("no error")
            """,
        ),
    ),
    Case(
        name="stop_iteration",
        solution="""
            def next_even(iterator):
                ### BEGIN SOLUTION
                value = next(iterator)
                while value % 2:
                    value = next(iterator)
                return value
                ### END SOLUTION
        """,
        wrong="""
            def next_even(iterator):
                for value in iterator:
                    if value % 2 == 0:
                        return value
        """,
        tests=(
            """
            numbers = iter([1, 2, 3])
            assert next_even(numbers) == 2
            try:
                next_even(numbers)
            except StopIteration:
                pass
            else:
                raise AssertionError("no even number is left")
            """,
        ),
    ),
    Case(
        name="too_much_recursion",
        solution="""
            def forever(n):
                ### BEGIN SOLUTION
                return forever(n + 1)
                ### END SOLUTION
        """,
        wrong="""
            def forever(n):
                return n
        """,
        tests=(
            """
            try:
                forever(0)
            except RecursionError:
                pass
            else:
                raise AssertionError("a recursion without an end")
            """,
        ),
    ),
    Case(
        name="any_error_will_do",
        solution="""
            def positive(x):
                ### BEGIN SOLUTION
                if x <= 0:
                    raise ValueError(x)
                return x
                ### END SOLUTION
        """,
        wrong="""
            def positive(x):
                return abs(x)
        """,
        other_right="""
            def positive(x):
                if x <= 0:
                    raise type("NotPositive", (ArithmeticError,), {})(x)
                return x
        """,
        tests=(
            """
            assert positive(3) == 3
            failed = False
            try:
                positive(-3)
            except Exception:
                failed = True
            assert failed, "positive(-3) must raise an error"
            """,
        ),
    ),
    Case(
        name="assert_raises_with_a_pattern",
        solution="""
            def parse(text):
                ### BEGIN SOLUTION
                key, separator, value = text.partition("=")
                if not separator:
                    raise SyntaxError(f"no '=' in {text}")
                return key, value
                ### END SOLUTION
        """,
        wrong="""
            def parse(text):
                key, separator, value = text.partition("=")
                if not separator:
                    raise SyntaxError("wrong")
                return key, value
        """,
        tests=(
            """
            import unittest
            case = unittest.TestCase()
            case.assertEqual(parse("a=1"), ("a", "1"))
            with case.assertRaisesRegex(SyntaxError, "no '='"):
                parse("a")
            """,
        ),
    ),
    Case(
        name="exact_class_of_an_error",
        solution="""
            def pick(values, place):
                ### BEGIN SOLUTION
                if not -len(values) <= place < len(values):
                    raise IndexError(place)
                return values[place]
                ### END SOLUTION
        """,
        wrong="""
            def pick(values, place):
                if not -len(values) <= place < len(values):
                    raise LookupError(place)
                return values[place]
        """,
        tests=(
            """
            try:
                pick([1, 2], 5)
            except Exception as error:
                assert type(error) is IndexError, type(error)
            else:
                raise AssertionError("no error")
            """,
        ),
    ),
    Case(
        name="error_as_a_result",
        solution="""
            def attempt(text):
                ### BEGIN SOLUTION
                try:
                    return int(text)
                except ValueError as error:
                    return error
                ### END SOLUTION
        """,
        wrong="""
            def attempt(text):
                try:
                    return int(text)
                except ValueError as error:
                    return str(error)
        """,
        tests=("assert attempt('3') == 3\nassert isinstance(attempt('x'), ValueError)",),
    ),
    Case(
        name="cleaned_up_in_spite_of_an_error",
        solution="""
            def run_all(steps, log):
                ### BEGIN SOLUTION
                try:
                    for step in steps:
                        if step == "fail":
                            raise RuntimeError(step)
                        log.append(step)
                finally:
                    log.append("closed")
                ### END SOLUTION
        """,
        wrong="""
            def run_all(steps, log):
                for step in steps:
                    if step == "fail":
                        raise RuntimeError(step)
                    log.append(step)
                log.append("closed")
        """,
        tests=(
            """
            log = []
            try:
                run_all(["open", "fail", "read"], log)
            except RuntimeError:
                pass
            assert log == ["open", "closed"], log
            """,
        ),
    ),
    Case(
        name="several_errors_at_once",
        solution="""
            def validate(form):
                ### BEGIN SOLUTION
                errors = [ValueError(name) for name, value in form.items() if not value]
                if errors:
                    raise ExceptionGroup("invalid form", errors)
                ### END SOLUTION
        """,
        wrong="""
            def validate(form):
                for name, value in form.items():
                    if not value:
                        raise ExceptionGroup("invalid form", [ValueError(name)])
        """,
        tests=(
            """
            try:
                validate({"name": "", "mail": "", "age": 3})
            except* ValueError as group:
                assert [str(error) for error in group.exceptions] == ["name", "mail"]
            else:
                raise AssertionError("no error")
            """,
        ),
    ),
    Case(
        name="exit_of_a_program",
        solution="""
            import sys

            def main(arguments):
                ### BEGIN SOLUTION
                if not arguments:
                    sys.exit(2)
                return len(arguments)
                ### END SOLUTION
        """,
        wrong="""
            def main(arguments):
                return len(arguments) if arguments else 2
        """,
        tests=(
            """
            assert main(["a"]) == 1
            try:
                main([])
            except SystemExit as end:
                assert end.code == 2
            else:
                raise AssertionError("a program without arguments ends with 2")
            """,
        ),
    ),
)
