"""Tests that set something up, or look at what a call has changed: seeds, globals, counters, arguments, identity."""

from tests.zoo.case import Case

CASES = (
    Case(
        name="seed_of_numpy_in_the_test",
        given="import numpy as np",
        solution="""
            def walk(n):
                ### BEGIN SOLUTION
                return np.random.choice([-1, 1], size=n).cumsum()
                ### END SOLUTION
        """,
        wrong="""
            def walk(n):
                return np.random.choice([0, 1], size=n).cumsum()
        """,
        tests=(
            """
            import numpy as np
            np.random.seed(3)
            steps = walk(50)
            np.random.seed(3)
            assert (steps == np.random.choice([-1, 1], size=50).cumsum()).all()
            """,
        ),
    ),
    Case(
        name="seed_of_python_in_the_test",
        solution="""
            import random

            def throw():
                ### BEGIN SOLUTION
                return random.randint(1, 6) + random.randint(1, 6)
                ### END SOLUTION
        """,
        wrong="""
            import random

            def throw():
                return random.randint(2, 12)
        """,
        tests=(
            """
            import random
            random.seed(1)
            expected = [random.randint(1, 6) + random.randint(1, 6) for _ in range(20)]
            random.seed(1)
            assert [throw() for _ in range(20)] == expected
            """,
        ),
    ),
    Case(
        name="frequency_of_random_answers",
        solution="""
            import random

            def coin(p):
                ### BEGIN SOLUTION
                return random.random() < p
                ### END SOLUTION
        """,
        wrong="""
            import random

            def coin(p):
                return random.random() < 0.5
        """,
        tests=("heads = sum(coin(0.9) for _ in range(2000))\nassert 1700 < heads < 1900",),
    ),
    Case(
        name="generators_state_is_restored",
        solution="""
            import random

            def shuffled(values, seed):
                ### BEGIN SOLUTION
                result = list(values)
                random.Random(seed).shuffle(result)
                return result
                ### END SOLUTION
        """,
        wrong="""
            import random

            def shuffled(values, seed):
                result = list(values)
                random.seed(seed)
                random.shuffle(result)
                return result
        """,
        tests=(
            """
            import random
            before = random.getstate()
            assert sorted(shuffled([1, 2, 3], 5)) == [1, 2, 3]
            assert random.getstate() == before, "leave the global generator alone"
            """,
        ),
    ),
    Case(
        name="global_set_by_the_test",
        before="rate = 0.19",
        solution="""
            def tax(amount):
                ### BEGIN SOLUTION
                return amount * rate
                ### END SOLUTION
        """,
        wrong="""
            def tax(amount):
                return amount * 0.19
        """,
        tests=("assert abs(tax(100) - 19) < 1e-9", "rate = 0.5\nassert tax(100) == 50"),
    ),
    Case(
        name="given_helper_that_is_replaced",
        before="""
            def fetch(city):
                raise OSError("no network here")
        """,
        solution="""
            def warmest(cities):
                ### BEGIN SOLUTION
                return max(cities, key=fetch)
                ### END SOLUTION
        """,
        wrong="""
            def warmest(cities):
                return min(cities, key=fetch)
        """,
        tests=("fetch = {'Bonn': 20, 'Kiel': 25, 'Aue': 3}.get\nassert warmest(['Bonn', 'Aue', 'Kiel']) == 'Kiel'",),
    ),
    Case(
        name="state_of_a_given_helper",
        before="""
            total_paid = 0

            def pay(amount):
                global total_paid
                total_paid += amount
        """,
        solution="""
            def pay_all(bills):
                ### BEGIN SOLUTION
                for bill in bills:
                    pay(bill)
                ### END SOLUTION
        """,
        wrong="""
            def pay_all(bills):
                for bill in set(bills):
                    pay(bill)
        """,
        tests=("before = total_paid\npay_all([5, 5, 10])\nassert total_paid - before == 20",),
    ),
    Case(
        name="calls_that_a_helper_counts",
        before="""
            calls = []

            def is_bad(version):
                calls.append(version)
                return version >= 37
        """,
        solution="""
            def first_bad(n):
                ### BEGIN SOLUTION
                low, high = 1, n
                while low < high:
                    middle = (low + high) // 2
                    if is_bad(middle):
                        high = middle
                    else:
                        low = middle + 1
                return low
                ### END SOLUTION
        """,
        wrong="""
            def first_bad(n):
                return next(version for version in range(1, n + 1) if is_bad(version))
        """,
        tests=("calls.clear()\nassert first_bad(100) == 37\nassert len(calls) <= 8, 'too many questions'",),
    ),
    Case(
        name="value_that_a_call_changes",
        solution="""
            ### BEGIN SOLUTION
            total = 0

            def add(x):
                global total
                total += x
            ### END SOLUTION
        """,
        wrong="""
            total = 0

            def add(x):
                total = x
        """,
        tests=("add(3)\nadd(4)\nassert total == 7",),
    ),
    Case(
        name="global_that_must_stay",
        before="prices = {'tea': 2.0, 'milk': 1.0}",
        solution="""
            def discounted(percent):
                ### BEGIN SOLUTION
                return {name: price * (1 - percent / 100) for name, price in prices.items()}
                ### END SOLUTION
        """,
        wrong="""
            def discounted(percent):
                for name in prices:
                    prices[name] *= 1 - percent / 100
                return prices
        """,
        tests=(
            "assert discounted(50) == {'tea': 1, 'milk': 0.5}\nassert prices == {'tea': 2, 'milk': 1}, 'prices stay'",
        ),
    ),
    Case(
        name="own_global_that_must_stay",
        solution="""
            ### BEGIN SOLUTION
            names = ["eve", "ada", "bob"]

            def in_order():
                return sorted(names)
            ### END SOLUTION
        """,
        wrong="""
            names = ["eve", "ada", "bob"]

            def in_order():
                names.sort()
                return names
        """,
        tests=("assert in_order() == ['ada', 'bob', 'eve']\nassert names == ['eve', 'ada', 'bob'], 'names stay'",),
    ),
    Case(
        name="alias_or_copy",
        before="original = [1, 2, 3]",
        solution="""
            ### BEGIN SOLUTION
            backup = original.copy()
            ### END SOLUTION
        """,
        wrong="backup = original",
        tests=("original.append(4)\nassert backup == [1, 2, 3], 'a copy does not change'",),
    ),
    Case(
        name="alias_or_copy_of_ones_own",
        solution="""
            ### BEGIN SOLUTION
            first = [[1, 2], [3]]
            second = [list(row) for row in first]
            ### END SOLUTION
        """,
        wrong="first = [[1, 2], [3]]\nsecond = first.copy()",
        tests=("first[0].append(9)\nassert second == [[1, 2], [3]], 'a deep copy'",),
    ),
    Case(
        name="argument_that_is_kept",
        solution="""
            ### BEGIN SOLUTION
            kept = []

            def remember(values):
                kept[:] = [list(values)]

            def recall():
                return list(kept[0])
            ### END SOLUTION
        """,
        wrong="""
            kept = []

            def remember(values):
                kept[:] = [values]

            def recall():
                return kept[0]
        """,
        tests=("scores = [1, 2]\nremember(scores)\nscores.append(100)\nassert recall() == [1, 2], 'keep a copy'",),
    ),
    Case(
        name="result_of_a_test_cells_own_change",
        solution="""
            ### BEGIN SOLUTION
            inventory = {"pen": 3}

            def stock(name):
                return inventory.get(name, 0)
            ### END SOLUTION
        """,
        wrong="""
            inventory = {"pen": 3}

            def stock(name):
                return {"pen": 3}.get(name, 0)
        """,
        tests=("assert stock('pen') == 3", "inventory['book'] = 5\nassert stock('book') == 5"),
    ),
    Case(
        name="del_of_a_name",
        solution="""
            def squares(n):
                ### BEGIN SOLUTION
                return [k ** 2 for k in range(1, n + 1)]
                ### END SOLUTION


            def sum_of_squares(n):
                ### BEGIN SOLUTION
                return sum(squares(n))
                ### END SOLUTION
        """,
        wrong="""
            def squares(n):
                return [k ** 2 for k in range(1, n + 1)]


            def sum_of_squares(n):
                return sum(k ** 2 for k in range(1, n + 1))
        """,
        tests=(
            "assert squares(3) == [1, 4, 9]\nassert sum_of_squares(3) == 14",
            """
            original_squares = squares
            del squares
            try:
                sum_of_squares(1)
            except NameError:
                pass
            else:
                raise AssertionError("sum_of_squares does not use squares")
            finally:
                squares = original_squares
            """,
        ),
    ),
    Case(
        name="argument_that_is_changed",
        solution="""
            def remove_negative(values):
                ### BEGIN SOLUTION
                values[:] = [value for value in values if value >= 0]
                ### END SOLUTION
        """,
        wrong="""
            def remove_negative(values):
                for value in values:
                    if value < 0:
                        values.remove(value)
        """,
        tests=("numbers = [1, -2, -3, 4]\nassert remove_negative(numbers) is None\nassert numbers == [1, 4]",),
    ),
    Case(
        name="argument_that_must_not_be_changed",
        solution="""
            def median(values):
                ### BEGIN SOLUTION
                values = sorted(values)
                return values[len(values) // 2]
                ### END SOLUTION
        """,
        wrong="""
            def median(values):
                values.sort()
                return values[len(values) // 2]
        """,
        tests=("numbers = [3, 1, 2]\nassert median(numbers) == 2\nassert numbers == [3, 1, 2]",),
    ),
    Case(
        name="part_of_an_argument_changed",
        solution="""
            def promote(company, name):
                ### BEGIN SOLUTION
                for person in company["staff"]:
                    if person["name"] == name:
                        person["level"] += 1
                return company
                ### END SOLUTION
        """,
        wrong="""
            def promote(company, name):
                staff = [dict(p, level=p["level"] + (p["name"] == name)) for p in company["staff"]]
                return {"staff": staff}
        """,
        tests=(
            """
            ada = {"name": "ada", "level": 1}
            company = {"staff": [ada, {"name": "bob", "level": 2}]}
            assert promote(company, "ada") is company
            assert ada["level"] == 2
            """,
        ),
    ),
    Case(
        name="identity_of_the_result",
        solution="""
            def extend(values, more):
                ### BEGIN SOLUTION
                values += more
                return values
                ### END SOLUTION
        """,
        wrong="""
            def extend(values, more):
                return values + more
        """,
        tests=("numbers = [1]\nassert extend(numbers, [2]) is numbers\nassert numbers == [1, 2]",),
    ),
    Case(
        name="the_same_object_every_time",
        solution="""
            ### BEGIN SOLUTION
            class Settings(dict):
                pass

            the_settings = Settings()

            def settings():
                return the_settings
            ### END SOLUTION
        """,
        wrong="""
            class Settings(dict):
                pass

            def settings():
                return Settings()
        """,
        tests=("assert settings() is settings()\nsettings()['color'] = 'red'\nassert settings()['color'] == 'red'",),
    ),
    Case(
        name="counter_on_a_function",
        solution="""
            ### BEGIN SOLUTION
            def ping():
                ping.calls += 1
                return "pong"

            ping.calls = 0
            ### END SOLUTION
        """,
        wrong="""
            def ping():
                return "pong"

            ping.calls = 0
        """,
        tests=("before = ping.calls\nassert ping() == ping() == 'pong'\nassert ping.calls == before + 2",),
    ),
)
