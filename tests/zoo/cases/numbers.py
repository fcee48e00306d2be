"""Answers that are numbers, truth values and text."""

from tests.zoo.case import Case

CASES = (
    Case(
        name="whole_number",
        solution="""
            def square(x):
                ### BEGIN SOLUTION
                return x * x
                ### END SOLUTION
        """,
        wrong="""
            def square(x):
                return 2 * x
        """,
        other_right="""
            class Whole(int):
                pass

            def square(x):
                return Whole(x * x)
        """,
        tests=("assert square(3) == 9\nassert square(-4) == 16",),
    ),
    Case(
        name="close_number",
        solution="""
            def mean(values):
                ### BEGIN SOLUTION
                return sum(values) / len(values)
                ### END SOLUTION
        """,
        wrong="""
            def mean(values):
                return sum(values) / (len(values) - 1)
        """,
        other_right="""
            class Mean:
                def __init__(self, values):
                    self.values = values

                def __float__(self):
                    return sum(self.values) / len(self.values)

            def mean(values):
                return Mean(values)
        """,
        tests=(
            """
            import math
            assert math.isclose(mean([1, 2, 4]), 7 / 3)
            assert math.isclose(mean([0.1, 0.2]), 0.15)
            """,
        ),
    ),
    Case(
        name="rounded_number",
        solution="""
            def price_with_tax(price):
                ### BEGIN SOLUTION
                return price * 1.19
                ### END SOLUTION
        """,
        wrong="""
            def price_with_tax(price):
                return price * 1.91
        """,
        other_right="""
            from decimal import Decimal

            def price_with_tax(price):
                return Decimal(price) * Decimal("1.19")
        """,
        tests=("assert round(price_with_tax(50), 2) == 59.5",),
    ),
    Case(
        name="complex_roots",
        solution="""
            import cmath

            def roots(a, b, c):
                ### BEGIN SOLUTION
                root = cmath.sqrt(b * b - 4 * a * c)
                return (-b + root) / (2 * a), (-b - root) / (2 * a)
                ### END SOLUTION
        """,
        wrong="""
            def roots(a, b, c):
                root = abs(b * b - 4 * a * c) ** 0.5
                return (-b + root) / (2 * a), (-b - root) / (2 * a)
        """,
        other_right="""
            import numpy as np

            def roots(a, b, c):
                return np.roots([a, b, c])
        """,
        tests=(
            """
            first, second = roots(1, 2, 5)
            assert abs(first.real + 1) < 1e-9 and abs(second.real + 1) < 1e-9
            assert sorted([round(first.imag), round(second.imag)]) == [-2, 2]
            """,
        ),
    ),
    Case(
        name="big_number",
        solution="""
            def factorial(n):
                ### BEGIN SOLUTION
                result = 1
                for k in range(2, n + 1):
                    result *= k
                return result
                ### END SOLUTION
        """,
        wrong="""
            import math

            def factorial(n):
                return round(math.sqrt(2 * math.pi * n) * (n / math.e) ** n)
        """,
        tests=("assert factorial(30) == 265252859812191058636308480000000\nassert factorial(0) == 1",),
    ),
    Case(
        name="truth_value",
        solution="""
            def is_leap(year):
                ### BEGIN SOLUTION
                return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
                ### END SOLUTION
        """,
        wrong="""
            def is_leap(year):
                return year % 4 == 0
        """,
        other_right="""
            import numpy as np

            def is_leap(year):
                return np.bool_(year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
        """,
        tests=("assert is_leap(2000) == True\nassert is_leap(1900) == False\nassert is_leap(2024)",),
    ),
    Case(
        name="truth_value_itself",
        solution="""
            def is_positive(x):
                ### BEGIN SOLUTION
                return x > 0
                ### END SOLUTION
        """,
        wrong="""
            def is_positive(x):
                return 1 if x > 0 else 0
        """,
        tests=("assert is_positive(3) is True\nassert is_positive(-3) is False",),
    ),
    Case(
        name="not_a_number",
        solution="""
            def ratio(a, b):
                ### BEGIN SOLUTION
                return a / b if b else float("nan")
                ### END SOLUTION
        """,
        wrong="""
            def ratio(a, b):
                return a / b if b else 0.0
        """,
        other_right="""
            from decimal import Decimal

            def ratio(a, b):
                return Decimal(a) / Decimal(b) if b else Decimal("NaN")
        """,
        tests=("import math\nassert ratio(1, 2) == 0.5\nassert math.isnan(ratio(1, 0))",),
    ),
    Case(
        name="nothing_found",
        solution="""
            def first_negative(values):
                ### BEGIN SOLUTION
                for value in values:
                    if value < 0:
                        return value
                return None
                ### END SOLUTION
        """,
        wrong="""
            def first_negative(values):
                for value in values:
                    if value < 0:
                        return value
                return -1
        """,
        tests=("assert first_negative([1, -2, -3]) == -2\nassert first_negative([1, 2]) is None",),
    ),
    Case(
        name="many_calls",
        solution="""
            def collatz(n):
                ### BEGIN SOLUTION
                return n // 2 if n % 2 == 0 else 3 * n + 1
                ### END SOLUTION
        """,
        wrong="""
            def collatz(n):
                return n // 2 if n % 2 == 0 else 3 * n - 1
        """,
        tests=(
            """
            for n in range(1, 5000):
                assert collatz(n) == (3 * n + 1 if n % 2 else n // 2), n
            """,
        ),
    ),
    Case(
        name="text",
        solution="""
            def initials(name):
                ### BEGIN SOLUTION
                return "".join(word[0].upper() for word in name.split())
                ### END SOLUTION
        """,
        wrong="""
            def initials(name):
                return name[0].upper()
        """,
        other_right="""
            from collections import UserString

            def initials(name):
                return UserString("".join(word[0].upper() for word in name.split()))
        """,
        tests=("assert initials('ada lovelace') == 'AL'\nassert initials('grace brewster hopper') == 'GBH'",),
    ),
    Case(
        name="text_that_is_asked",
        solution="""
            def slug(title):
                ### BEGIN SOLUTION
                return "-".join(title.lower().split())
                ### END SOLUTION
        """,
        wrong="""
            def slug(title):
                return title.lower()
        """,
        other_right="""
            import numpy as np

            def slug(title):
                return np.str_("-".join(title.lower().split()))
        """,
        tests=("assert slug('My First Post').startswith('my-')\nassert slug('A b  c').count('-') == 2",),
    ),
    Case(
        name="bytes",
        solution="""
            def checksum(data):
                ### BEGIN SOLUTION
                return bytes([sum(data) % 256])
                ### END SOLUTION
        """,
        wrong="""
            def checksum(data):
                return bytes([sum(data) % 255])
        """,
        other_right="""
            def checksum(data):
                return bytearray([sum(data) % 256])
        """,
        tests=("assert checksum(b'abc') == b'&'\nassert checksum(bytes([200, 100])) == b','",),
    ),
    Case(
        name="formatted_number",
        solution="""
            def celsius(fahrenheit):
                ### BEGIN SOLUTION
                return (fahrenheit - 32) * 5 / 9
                ### END SOLUTION
        """,
        wrong="""
            def celsius(fahrenheit):
                return fahrenheit - 32 * 5 / 9
        """,
        other_right="""
            from decimal import Decimal

            def celsius(fahrenheit):
                return (Decimal(fahrenheit) - 32) * 5 / 9
        """,
        tests=("assert f'{celsius(100):.2f}' == '37.78'\nassert f'{celsius(32):.1f}' == '0.0'",),
    ),
    Case(
        name="type_of_the_answer",
        solution="""
            def seconds(text):
                ### BEGIN SOLUTION
                minutes, rest = text.split(":")
                return int(minutes) * 60 + int(rest)
                ### END SOLUTION
        """,
        wrong="""
            def seconds(text):
                minutes, rest = text.split(":")
                return float(minutes) * 60 + float(rest)
        """,
        other_right="""
            class Seconds(int):
                pass

            def seconds(text):
                minutes, rest = text.split(":")
                return Seconds(int(minutes) * 60 + int(rest))
        """,
        tests=("assert isinstance(seconds('1:30'), int)\nassert seconds('1:30') == 90",),
    ),
    Case(
        name="exact_type_of_the_answer",
        solution="""
            def traffic_light(speed):
                ### BEGIN SOLUTION
                return 1 if speed > 50 else 0
                ### END SOLUTION
        """,
        wrong="""
            from enum import IntEnum

            class Light(IntEnum):
                GREEN = 0
                RED = 1

            def traffic_light(speed):
                return Light.RED if speed > 50 else Light.GREEN
        """,
        tests=("assert type(traffic_light(60)) is int\nassert traffic_light(60) == 1",),
    ),
    Case(
        name="number_of_digits_in_text",
        solution="""
            def as_binary(n):
                ### BEGIN SOLUTION
                return format(n, "b")
                ### END SOLUTION
        """,
        wrong="""
            def as_binary(n):
                return bin(n)
        """,
        tests=(
            """
            for number, text in {0: "0", 5: "101", 255: "11111111"}.items():
                assert as_binary(number) == text, f"as_binary({number}) is {as_binary(number)!r}, not {text!r}"
            """,
        ),
    ),
)
