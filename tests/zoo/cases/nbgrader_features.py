"""What nbgrader offers: partial credit, hidden tests, several test cells, text; and what it gets wrong."""

from tests.zoo.case import Case

CASES = (
    Case(
        name="partial_credit",
        solution="""
            def roman(n):
                ### BEGIN SOLUTION
                result = ""
                for value, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
                    while n >= value:
                        result, n = result + letters, n - value
                return result
                ### END SOLUTION
        """,
        wrong="""
            def roman(n):
                return "X" * (n // 10) + "V" * (n % 10 // 5) + "I" * (n % 5)
        """,
        tests=(
            """
            examples = {3: "III", 4: "IV", 9: "IX", 27: "XXVII"}
            0.5 * sum(roman(n) == text for n, text in examples.items())
            """,
        ),
    ),
    Case(
        name="partial_credit_by_hand",
        solution="""
            def clamp(x, low, high):
                ### BEGIN SOLUTION
                return max(low, min(x, high))
                ### END SOLUTION
        """,
        wrong="""
            def clamp(x, low, high):
                return min(x, high)
        """,
        tests=(
            """
            points = 0
            if clamp(5, 0, 3) == 3:
                points += 1
            if clamp(-5, 0, 3) == 0:
                points += 1
            points
            """,
        ),
    ),
    Case(
        name="tests_that_share_state",
        solution="""
            def parse(line):
                ### BEGIN SOLUTION
                name, value = line.split("=")
                return name.strip(), int(value)
                ### END SOLUTION
        """,
        wrong="""
            def parse(line):
                name, value = line.split("=")
                return name, value
        """,
        tests=(
            "result = parse('x = 3')\nassert isinstance(result, tuple)",
            "name, value = result\nassert name == 'x'",
            "assert value == 3",
        ),
    ),
    Case(
        name="hidden_tests",
        solution="""
            def is_palindrome(text):
                ### BEGIN SOLUTION
                letters = [letter for letter in text.lower() if letter.isalpha()]
                return letters == letters[::-1]
                ### END SOLUTION
        """,
        wrong="""
            def is_palindrome(text):
                return text == text[::-1]
        """,
        tests=(
            """
            assert is_palindrome("anna")
            assert not is_palindrome("ann")
            ### BEGIN HIDDEN TESTS
            assert is_palindrome("A man, a plan, a canal: Panama")
            ### END HIDDEN TESTS
            """,
        ),
    ),
    Case(
        name="locked_text",
        text="# Task\n\nWrite `volume(a, b, c)`. It's *not* `a + b + c`:\n\n$$V = abc$$",
        solution="""
            def volume(a, b, c):
                ### BEGIN SOLUTION
                return a * b * c
                ### END SOLUTION
        """,
        wrong="""
            def volume(a, b, c):
                return a + b + c
        """,
        tests=("assert volume(2, 3, 4) == 24",),
    ),
    Case(
        name="unittest_style",
        solution="""
            def reverse_words(text):
                ### BEGIN SOLUTION
                return " ".join(reversed(text.split()))
                ### END SOLUTION
        """,
        wrong="""
            def reverse_words(text):
                return text[::-1]
        """,
        tests=(
            """
            import sys
            import unittest

            class TestReverse(unittest.TestCase):
                def test_words(self):
                    self.assertEqual(reverse_words("a bc d"), "d bc a")

                def test_empty(self):
                    self.assertEqual(reverse_words(""), "")

            suite = unittest.defaultTestLoader.loadTestsFromTestCase(TestReverse)
            assert unittest.TextTestRunner(stream=sys.stdout).run(suite).wasSuccessful()
            """,
        ),
    ),
    Case(
        name="numpy_assertions",
        given="import numpy as np",
        solution="""
            def rotate(degrees):
                ### BEGIN SOLUTION
                angle = np.radians(degrees)
                return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
                ### END SOLUTION
        """,
        wrong="""
            def rotate(degrees):
                return np.array([[np.cos(degrees), -np.sin(degrees)], [np.sin(degrees), np.cos(degrees)]])
        """,
        tests=(
            """
            from numpy.testing import assert_allclose, assert_array_equal
            assert_array_equal(rotate(0), [[1, 0], [0, 1]])
            assert_allclose(rotate(90), [[0, -1], [1, 0]], atol=1e-12, err_msg="a quarter turn")
            """,
        ),
    ),
    Case(
        name="messages_of_assertions",
        solution="""
            def grade(points):
                ### BEGIN SOLUTION
                return "pass" if points >= 50 else "fail"
                ### END SOLUTION
        """,
        wrong="""
            def grade(points):
                return "pass" if points > 50 else "fail"
        """,
        tests=("assert grade(50) == 'pass', f'50 points are a pass, you say {grade(50)!r}'\nprint('Well done!')",),
    ),
    Case(
        name="test_that_shows_something",
        solution="""
            def multiples(n, count):
                ### BEGIN SOLUTION
                return [n * k for k in range(1, count + 1)]
                ### END SOLUTION
        """,
        wrong="""
            def multiples(n, count):
                return [n * k for k in range(count)]
        """,
        tests=(
            """
            from IPython.display import Markdown, display
            assert multiples(3, 3) == [3, 6, 9]
            display(Markdown("**Correct!**"))
            "all tests passed"
            """,
        ),
    ),
    Case(
        name="test_in_a_loop_of_cases",
        solution="""
            def fizzbuzz(n):
                ### BEGIN SOLUTION
                return "Fizz" * (n % 3 == 0) + "Buzz" * (n % 5 == 0) or n
                ### END SOLUTION
        """,
        wrong="""
            def fizzbuzz(n):
                return "Fizz" if n % 3 == 0 else "Buzz" if n % 5 == 0 else n
        """,
        tests=(
            """
            failed = []
            for n, expected in [(1, 1), (3, "Fizz"), (10, "Buzz"), (15, "FizzBuzz")]:
                try:
                    assert fizzbuzz(n) == expected
                except Exception as error:
                    failed.append((n, error))
            if failed:
                raise AssertionError(f"{len(failed)} cases failed: {failed}")
            """,
        ),
    ),
    Case(
        name="reference_solution_in_the_test",
        solution="""
            def compress(text):
                ### BEGIN SOLUTION
                import itertools
                return [(letter, len(list(run))) for letter, run in itertools.groupby(text)]
                ### END SOLUTION
        """,
        wrong="""
            def compress(text):
                return [(letter, text.count(letter)) for letter in dict.fromkeys(text)]
        """,
        tests=(
            """
            import random

            def reference(text):
                result = []
                for letter in text:
                    if result and result[-1][0] == letter:
                        result[-1] = (letter, result[-1][1] + 1)
                    else:
                        result.append((letter, 1))
                return result

            for length in range(20):
                text = "".join(random.choice("ab") for _ in range(length))
                assert compress(text) == reference(text), text
            """,
        ),
    ),
    Case(
        name="magic_in_a_test",
        solution="""
            def half(x):
                ### BEGIN SOLUTION
                return x / 2
                ### END SOLUTION
        """,
        wrong="""
            def half(x):
                return x // 2
        """,
        tests=("%timeit -n 1 -r 1 half(1)\nassert half(3) == 1.5",),
    ),
    Case(
        name="verdict_of_a_comparison",
        oddity="a last line that is False is no number, and gets full points",
        solution="""
            def negate(x):
                ### BEGIN SOLUTION
                return -x
                ### END SOLUTION
        """,
        wrong="""
            def negate(x):
                return x
        """,
        tests=("negate(3) == -3",),
    ),
    Case(
        name="partial_credit_in_numpy",
        oddity="np.float64(1.0) is no number, and gets full points",
        solution="""
            def doubled(values):
                ### BEGIN SOLUTION
                return [2 * value for value in values]
                ### END SOLUTION
        """,
        wrong="""
            def doubled(values):
                return [value * value for value in values]
        """,
        tests=("import numpy as np\n2 * np.mean(np.array(doubled([1, 2])) == [2, 4])",),
    ),
    Case(
        name="more_points_than_there_are",
        oddity="a value above the points of the cell makes it refuse the whole hand-in",
        solution="""
            def greet():
                ### BEGIN SOLUTION
                return "hello"
                ### END SOLUTION
        """,
        wrong="""
            def greet():
                return "bye"
        """,
        tests=("5 if greet() == 'hello' else 0",),
    ),
    Case(
        name="unittest_on_stderr",
        oddity="whatever is written to stderr costs all points",
        solution="""
            def is_even(n):
                ### BEGIN SOLUTION
                return n % 2 == 0
                ### END SOLUTION
        """,
        wrong="""
            def is_even(n):
                return n % 2
        """,
        tests=(
            """
            import unittest

            class TestEven(unittest.TestCase):
                def test_even(self):
                    self.assertTrue(is_even(4))
                    self.assertFalse(is_even(3))

            suite = unittest.defaultTestLoader.loadTestsFromTestCase(TestEven)
            assert unittest.TextTestRunner().run(suite).wasSuccessful()
            """,
        ),
    ),
)
