"""Answers that give one value after the other: generators, iterators, and what is left in them."""

from tests.zoo.case import Case

CASES = (
    Case(
        name="finite_generator",
        solution="""
            def countdown(n):
                ### BEGIN SOLUTION
                while n > 0:
                    yield n
                    n -= 1
                ### END SOLUTION
        """,
        wrong="""
            def countdown(n):
                while n >= 0:
                    yield n
                    n -= 1
        """,
        other_right="""
            class countdown:
                def __init__(self, n):
                    self.n = n

                def __iter__(self):
                    return self

                def __next__(self):
                    if not self.n:
                        raise StopIteration
                    self.n -= 1
                    return self.n + 1
        """,
        tests=("assert list(countdown(3)) == [3, 2, 1]\nassert list(countdown(0)) == []",),
    ),
    Case(
        name="endless_generator",
        solution="""
            def powers(base):
                ### BEGIN SOLUTION
                value = 1
                while True:
                    yield value
                    value *= base
                ### END SOLUTION
        """,
        wrong="""
            def powers(base):
                value = base
                while True:
                    yield value
                    value *= base
        """,
        other_right="""
            import itertools

            def powers(base):
                return (base ** k for k in itertools.count())
        """,
        tests=("from itertools import islice\nassert list(islice(powers(2), 5)) == [1, 2, 4, 8, 16]",),
    ),
    Case(
        name="end_of_an_iterator",
        solution="""
            def pairs(values):
                ### BEGIN SOLUTION
                return zip(values, values[1:])
                ### END SOLUTION
        """,
        wrong="""
            def pairs(values):
                return zip(values, values)
        """,
        other_right="""
            def pairs(values):
                return iter([(values[k], values[k + 1]) for k in range(len(values) - 1)])
        """,
        tests=(
            """
            steps = pairs([1, 2, 3])
            assert next(steps) == (1, 2)
            assert next(steps) == (2, 3)
            try:
                next(steps)
            except StopIteration:
                pass
            else:
                raise AssertionError("no third pair")
            """,
        ),
    ),
    Case(
        name="what_is_left_of_an_argument",
        solution="""
            def take(iterator, count):
                ### BEGIN SOLUTION
                return [next(iterator) for _ in range(count)]
                ### END SOLUTION
        """,
        wrong="""
            def take(iterator, count):
                return list(iterator)[:count]
        """,
        tests=("numbers = iter([1, 2, 3, 4])\nassert take(numbers, 2) == [1, 2]\nassert list(numbers) == [3, 4]",),
    ),
    Case(
        name="no_more_than_is_needed",
        solution="""
            def first_long(words):
                ### BEGIN SOLUTION
                for word in words:
                    if len(word) > 3:
                        return word
                ### END SOLUTION
        """,
        wrong="""
            def first_long(words):
                return [word for word in words if len(word) > 3][0]
        """,
        tests=(
            """
            asked = []

            def source():
                for word in ["a", "bcde", "fghi"]:
                    asked.append(word)
                    yield word

            assert first_long(source()) == "bcde"
            assert asked == ["a", "bcde"], "stop at the first one"
            """,
        ),
    ),
    Case(
        name="result_that_can_be_read_twice",
        solution="""
            def squares(values):
                ### BEGIN SOLUTION
                return [value * value for value in values]
                ### END SOLUTION
        """,
        wrong="""
            def squares(values):
                return (value * value for value in values)
        """,
        tests=("result = squares([1, 2])\nassert list(result) == [1, 4]\nassert list(result) == [1, 4], 'again'",),
    ),
    Case(
        name="iterator_and_not_a_list",
        solution="""
            def lines(text):
                ### BEGIN SOLUTION
                return iter(text.split("/"))
                ### END SOLUTION
        """,
        wrong="""
            def lines(text):
                return text.split("/")
        """,
        other_right="""
            def lines(text):
                yield from text.split("/")
        """,
        tests=("found = lines('a/b')\nassert iter(found) is found\nassert next(found) == 'a'",),
    ),
    Case(
        name="generator_that_is_sent_values",
        solution="""
            def running_mean():
                ### BEGIN SOLUTION
                total, count, mean = 0, 0, None
                while True:
                    total += yield mean
                    count += 1
                    mean = total / count
                ### END SOLUTION
        """,
        wrong="""
            def running_mean():
                mean = None
                while True:
                    mean = yield mean
        """,
        tests=("means = running_mean()\nnext(means)\nassert means.send(2) == 2\nassert means.send(4) == 3",),
    ),
    Case(
        name="generator_that_raises_on_its_way",
        solution="""
            def checked(values):
                ### BEGIN SOLUTION
                for value in values:
                    if value < 0:
                        raise ValueError(f"{value} is negative")
                    yield value
                ### END SOLUTION
        """,
        wrong="""
            def checked(values):
                for value in values:
                    if value < 0:
                        return
                    yield value
        """,
        tests=(
            """
            good = checked([1, -2, 3])
            assert next(good) == 1
            try:
                next(good)
            except ValueError as error:
                assert "-2" in str(error)
            else:
                raise AssertionError("-2 must be refused")
            """,
        ),
    ),
    Case(
        name="it_is_a_generator",
        solution="""
            def chunks(text, size):
                ### BEGIN SOLUTION
                for begin in range(0, len(text), size):
                    yield text[begin : begin + size]
                ### END SOLUTION
        """,
        wrong="""
            def chunks(text, size):
                return [text[begin : begin + size] for begin in range(0, len(text), size)]
        """,
        tests=(
            """
            import types
            assert isinstance(chunks("abc", 2), types.GeneratorType)
            assert list(chunks("abcde", 2)) == ["ab", "cd", "e"]
            """,
        ),
    ),
    Case(
        name="generator_function",
        solution="""
            def digits(n):
                ### BEGIN SOLUTION
                while n:
                    n, digit = divmod(n, 10)
                    yield digit
                ### END SOLUTION
        """,
        wrong="""
            def digits(n):
                return iter([int(digit) for digit in reversed(str(n))])
        """,
        tests=("import inspect\nassert inspect.isgeneratorfunction(digits)\nassert list(digits(123)) == [3, 2, 1]",),
    ),
    Case(
        name="merged_iterators",
        solution="""
            def merge(*iterables):
                ### BEGIN SOLUTION
                return sorted(value for iterable in iterables for value in iterable)
                ### END SOLUTION
        """,
        wrong="""
            def merge(*iterables):
                return [value for iterable in iterables for value in iterable]
        """,
        other_right="""
            import heapq

            def merge(*iterables):
                return heapq.merge(*iterables)
        """,
        tests=("assert list(merge([1, 4], (2, 5), range(3, 4))) == [1, 2, 3, 4, 5]",),
    ),
)
