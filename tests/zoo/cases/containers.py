"""Answers that are lists, tuples, dicts, sets and their kin."""

from tests.zoo.case import Case

CASES = (
    Case(
        name="list_of_numbers",
        solution="""
            def evens(values):
                ### BEGIN SOLUTION
                return [value for value in values if value % 2 == 0]
                ### END SOLUTION
        """,
        wrong="""
            def evens(values):
                return [value for value in values if value % 2]
        """,
        other_right="""
            from collections import UserList

            def evens(values):
                return UserList(value for value in values if value % 2 == 0)
        """,
        tests=("assert evens([1, 2, 3, 4]) == [2, 4]\nassert evens([]) == []",),
    ),
    Case(
        name="tuple_of_two",
        solution="""
            def extremes(values):
                ### BEGIN SOLUTION
                return min(values), max(values)
                ### END SOLUTION
        """,
        wrong="""
            def extremes(values):
                return values[0], values[-1]
        """,
        other_right="""
            from collections import namedtuple

            Extremes = namedtuple("Extremes", "least most")

            def extremes(values):
                return Extremes(min(values), max(values))
        """,
        tests=("assert extremes([3, 1, 2]) == (1, 3)", "low, high = extremes([5])\nassert low == high == 5"),
    ),
    Case(
        name="exact_tuple",
        solution="""
            def swap(pair):
                ### BEGIN SOLUTION
                return pair[1], pair[0]
                ### END SOLUTION
        """,
        wrong="""
            from typing import NamedTuple

            class Pair(NamedTuple):
                first: object
                second: object

            def swap(pair):
                return Pair(pair[1], pair[0])
        """,
        tests=("assert type(swap((1, 2))) is tuple, 'a plain tuple'\nassert swap((1, 2)) == (2, 1)",),
    ),
    Case(
        name="dict_of_counts",
        solution="""
            def letter_counts(word):
                ### BEGIN SOLUTION
                counts = {}
                for letter in word:
                    counts[letter] = counts.get(letter, 0) + 1
                return counts
                ### END SOLUTION
        """,
        wrong="""
            def letter_counts(word):
                return {letter: 1 for letter in word}
        """,
        other_right="""
            from collections import UserDict

            def letter_counts(word):
                counts = UserDict()
                for letter in word:
                    counts[letter] = counts.get(letter, 0) + 1
                return counts
        """,
        tests=("assert letter_counts('abba') == {'a': 2, 'b': 2}\nassert letter_counts('aab')['a'] == 2",),
    ),
    Case(
        name="dict_with_a_default",
        solution="""
            from collections import defaultdict

            def word_lengths(words):
                ### BEGIN SOLUTION
                groups = defaultdict(list)
                for word in words:
                    groups[len(word)].append(word)
                return groups
                ### END SOLUTION
        """,
        wrong="""
            def word_lengths(words):
                groups = {}
                for word in words:
                    groups.setdefault(len(word), []).append(word)
                return groups
        """,
        other_right="""
            class Groups(dict):
                def __missing__(self, key):
                    return []

            def word_lengths(words):
                groups = Groups()
                for word in words:
                    groups[len(word)] = groups[len(word)] + [word]
                return groups
        """,
        tests=("groups = word_lengths(['a', 'bb', 'c'])\nassert groups[1] == ['a', 'c']\nassert groups[7] == []",),
    ),
    Case(
        name="missing_keys_count_nothing",
        solution="""
            from collections import Counter

            def votes(names):
                ### BEGIN SOLUTION
                return Counter(names)
                ### END SOLUTION
        """,
        wrong="""
            def votes(names):
                return dict.fromkeys(names, 1)
        """,
        other_right="""
            from collections import defaultdict

            def votes(names):
                counts = defaultdict(int)
                for name in names:
                    counts[name] += 1
                return counts
        """,
        tests=("counts = votes(['ada', 'bob', 'ada'])\nassert counts['ada'] == 2\nassert counts['zoe'] == 0",),
    ),
    Case(
        name="order_of_a_dict",
        solution="""
            def by_price(prices):
                ### BEGIN SOLUTION
                return dict(sorted(prices.items(), key=lambda item: item[1]))
                ### END SOLUTION
        """,
        wrong="""
            def by_price(prices):
                return dict(sorted(prices.items()))
        """,
        other_right="""
            from collections import OrderedDict

            def by_price(prices):
                return OrderedDict(sorted(prices.items(), key=lambda item: item[1]))
        """,
        tests=("assert list(by_price({'a': 3, 'b': 1, 'c': 2})) == ['b', 'c', 'a']",),
    ),
    Case(
        name="set_of_words",
        solution="""
            def shared_words(first, second):
                ### BEGIN SOLUTION
                return set(first.split()) & set(second.split())
                ### END SOLUTION
        """,
        wrong="""
            def shared_words(first, second):
                return set(first.split()) | set(second.split())
        """,
        other_right="""
            def shared_words(first, second):
                return frozenset(first.split()).intersection(second.split())
        """,
        tests=("assert shared_words('a b c', 'b c d') == {'b', 'c'}\nassert 'a' not in shared_words('a', 'b')",),
    ),
    Case(
        name="view_of_keys",
        solution="""
            def known(phone_book):
                ### BEGIN SOLUTION
                return phone_book.keys()
                ### END SOLUTION
        """,
        wrong="""
            def known(phone_book):
                return set(phone_book)
        """,
        tests=(
            """
            book = {"ada": 1}
            names = known(book)
            book["bob"] = 2
            assert "bob" in names, "a view shows what is added later"
            """,
        ),
    ),
    Case(
        name="nested_containers",
        solution="""
            def school(rows):
                ### BEGIN SOLUTION
                classes = {}
                for name, grade in rows:
                    classes.setdefault(grade, {"names": [], "size": 0})
                    classes[grade]["names"].append(name)
                    classes[grade]["size"] += 1
                return classes
                ### END SOLUTION
        """,
        wrong="""
            def school(rows):
                return {grade: {"names": [name], "size": 1} for name, grade in rows}
        """,
        tests=(
            """
            classes = school([("ada", 5), ("bob", 6), ("eve", 5)])
            assert classes[5] == {"names": ["ada", "eve"], "size": 2}
            assert classes[6]["names"][0] == "bob"
            """,
        ),
    ),
    Case(
        name="rows_that_are_one_list",
        solution="""
            def grid(rows, columns):
                ### BEGIN SOLUTION
                return [[0] * columns for _ in range(rows)]
                ### END SOLUTION
        """,
        wrong="""
            def grid(rows, columns):
                return [[0] * columns] * rows
        """,
        tests=("cells = grid(2, 3)\ncells[0][1] = 7\nassert cells == [[0, 7, 0], [0, 0, 0]]",),
    ),
    Case(
        name="one_list_for_all_keys",
        solution="""
            def empty_groups(names):
                ### BEGIN SOLUTION
                return {name: [] for name in names}
                ### END SOLUTION
        """,
        wrong="""
            def empty_groups(names):
                return dict.fromkeys(names, [])
        """,
        tests=("groups = empty_groups(['a', 'b'])\ngroups['a'].append(1)\nassert groups['b'] == []",),
    ),
    Case(
        name="fresh_list_every_time",
        solution="""
            def new_board():
                ### BEGIN SOLUTION
                return [" "] * 9
                ### END SOLUTION
        """,
        wrong="""
            BOARD = [" "] * 9

            def new_board():
                return BOARD
        """,
        tests=("board = new_board()\nboard[4] = 'X'\nassert new_board() == [' '] * 9, 'every game begins empty'",),
    ),
    Case(
        name="queue",
        solution="""
            from collections import deque

            def rotate(names, steps):
                ### BEGIN SOLUTION
                queue = deque(names)
                queue.rotate(steps)
                return queue
                ### END SOLUTION
        """,
        wrong="""
            from collections import deque

            def rotate(names, steps):
                queue = deque(names)
                queue.rotate(-steps)
                return queue
        """,
        other_right="""
            class Queue(list):
                def popleft(self):
                    return self.pop(0)

            def rotate(names, steps):
                steps %= len(names)
                return Queue([*names[-steps:], *names[:-steps]])
        """,
        tests=("queue = rotate(['a', 'b', 'c'], 1)\nassert queue.popleft() == 'c'\nassert list(queue) == ['a', 'b']",),
    ),
    Case(
        name="only_the_last_three",
        solution="""
            from collections import deque

            def last_three(values):
                ### BEGIN SOLUTION
                return deque(values, maxlen=3)
                ### END SOLUTION
        """,
        wrong="""
            from collections import deque

            def last_three(values):
                return deque(list(values)[-3:])
        """,
        tests=("kept = last_three([1, 2, 3, 4])\nkept.append(5)\nassert list(kept) == [3, 4, 5]",),
    ),
    Case(
        name="array_of_numbers",
        solution="""
            def cumulative(values):
                ### BEGIN SOLUTION
                total, result = 0, []
                for value in values:
                    total += value
                    result.append(total)
                return result
                ### END SOLUTION
        """,
        wrong="""
            def cumulative(values):
                return [sum(values)] * len(values)
        """,
        other_right="""
            import array
            import itertools

            def cumulative(values):
                return array.array("d", itertools.accumulate(values))
        """,
        tests=("assert list(cumulative([1, 2, 3])) == [1, 3, 6]\nassert cumulative([5, 5])[-1] == 10",),
    ),
    Case(
        name="range_of_numbers",
        solution="""
            def odd_numbers(n):
                ### BEGIN SOLUTION
                return range(1, 2 * n, 2)
                ### END SOLUTION
        """,
        wrong="""
            def odd_numbers(n):
                return range(1, n, 2)
        """,
        other_right="""
            class Odd:
                def __init__(self, n):
                    self.n = n

                def __len__(self):
                    return self.n

                def __getitem__(self, place):
                    if place >= self.n:
                        raise IndexError(place)
                    return 2 * place + 1

            def odd_numbers(n):
                return Odd(n)
        """,
        tests=("assert list(odd_numbers(4)) == [1, 3, 5, 7]\nassert len(odd_numbers(10)) == 10",),
    ),
    Case(
        name="sorted_records",
        solution="""
            def ranking(results):
                ### BEGIN SOLUTION
                return sorted(results, key=lambda result: (-result["points"], result["name"]))
                ### END SOLUTION
        """,
        wrong="""
            def ranking(results):
                return sorted(results, key=lambda result: result["points"], reverse=True)
        """,
        tests=(
            """
            results = [{"name": "bob", "points": 3}, {"name": "ada", "points": 3}, {"name": "eve", "points": 5}]
            assert [result["name"] for result in ranking(results)] == ["eve", "ada", "bob"]
            """,
        ),
    ),
    Case(
        name="elements_of_any_sequence",
        solution="""
            def prime_factors(n):
                ### BEGIN SOLUTION
                factors, divisor = [], 2
                while n > 1:
                    while n % divisor == 0:
                        factors.append(divisor)
                        n //= divisor
                    divisor += 1
                return factors
                ### END SOLUTION
        """,
        wrong="""
            def prime_factors(n):
                return [k for k in range(2, n + 1) if n % k == 0]
        """,
        other_right="""
            def prime_factors(n):
                divisor = 2
                while n > 1:
                    while n % divisor == 0:
                        yield divisor
                        n //= divisor
                    divisor += 1
        """,
        tests=("assert list(prime_factors(12)) == [2, 2, 3]", "assert sum(prime_factors(97)) == 97"),
    ),
)
