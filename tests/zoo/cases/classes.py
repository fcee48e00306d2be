"""Answers that are classes, and answers that are objects of them."""

from tests.zoo.case import Case

CASES = (
    Case(
        name="class_of_the_student",
        solution="""
            ### BEGIN SOLUTION
            class Stack:
                def __init__(self):
                    self.items = []

                def push(self, item):
                    self.items.append(item)

                def pop(self):
                    return self.items.pop()

                def is_empty(self):
                    return not self.items
            ### END SOLUTION
        """,
        wrong="""
            class Stack:
                def __init__(self):
                    self.items = []

                def push(self, item):
                    self.items.append(item)

                def pop(self):
                    return self.items.pop(0)

                def is_empty(self):
                    return not self.items
        """,
        other_right="""
            class Stack(list):
                push = list.append

                def is_empty(self):
                    return len(self) == 0
        """,
        tests=(
            "stack = Stack()\nassert stack.is_empty()\nstack.push(1)\nassert not stack.is_empty()",
            "stack = Stack()\nstack.push('a')\nstack.push('b')\nassert stack.pop() == 'b'\nassert stack.pop() == 'a'",
        ),
    ),
    Case(
        name="subclass_of_a_given_class",
        before="""
            class Shape:
                def area(self):
                    raise NotImplementedError

                def describe(self):
                    return f"{type(self).__name__} of {self.area():.1f}"
        """,
        solution="""
            ### BEGIN SOLUTION
            class Square(Shape):
                def __init__(self, side):
                    self.side = side

                def area(self):
                    return self.side ** 2
            ### END SOLUTION
        """,
        wrong="""
            class Square(Shape):
                def __init__(self, side):
                    self.side = side

                def area(self):
                    return 4 * self.side
        """,
        tests=(
            "assert issubclass(Square, Shape)\nassert isinstance(Square(1), Shape)",
            "assert Square(3).area() == 9\nassert Square(2.5).describe() == 'Square of 6.2'",
        ),
    ),
    Case(
        name="attributes_of_a_class",
        solution="""
            ### BEGIN SOLUTION
            class Dog:
                legs = 4
                count = 0

                def __init__(self, name):
                    self.name = name
                    Dog.count += 1
            ### END SOLUTION
        """,
        wrong="""
            class Dog:
                legs = 4
                count = 0

                def __init__(self, name):
                    self.name = name
                    self.count += 1
        """,
        tests=("assert Dog.legs == 4\nbefore = Dog.count\nDog('rex'), Dog('fido')\nassert Dog.count == before + 2",),
    ),
    Case(
        name="context_manager",
        solution="""
            ### BEGIN SOLUTION
            class Log:
                def __init__(self):
                    self.lines = []

                def __enter__(self):
                    self.lines.append("begin")
                    return self

                def __exit__(self, *error):
                    self.lines.append("end")
                    return False
            ### END SOLUTION
        """,
        wrong="""
            class Log:
                def __init__(self):
                    self.lines = []

                def __enter__(self):
                    self.lines.append("begin")
                    return self

                def __exit__(self, *error):
                    return True
        """,
        tests=(
            """
            with Log() as log:
                log.lines.append("work")
            assert log.lines == ["begin", "work", "end"]
            """,
            """
            log = Log()
            try:
                with log:
                    1 / 0
            except ZeroDivisionError:
                pass
            else:
                raise AssertionError("errors must not be swallowed")
            assert log.lines[-1] == "end"
            """,
        ),
    ),
    Case(
        name="class_with_iteration",
        solution="""
            ### BEGIN SOLUTION
            class Playlist:
                def __init__(self, songs):
                    self.songs = list(songs)

                def __iter__(self):
                    return iter(self.songs)

                def __len__(self):
                    return len(self.songs)

                def __getitem__(self, place):
                    return self.songs[place]

                def __contains__(self, song):
                    return song in self.songs
            ### END SOLUTION
        """,
        wrong="""
            class Playlist:
                def __init__(self, songs):
                    self.songs = set(songs)

                def __iter__(self):
                    return iter(sorted(self.songs))

                def __len__(self):
                    return len(self.songs)
        """,
        other_right="""
            from collections import UserList

            class Playlist(UserList):
                pass
        """,
        tests=(
            """
            songs = Playlist(["help", "yesterday", "help"])
            assert [song for song in songs] == ["help", "yesterday", "help"]
            assert len(songs) == 3 and songs[1] == "yesterday" and "help" in songs
            """,
        ),
    ),
    Case(
        name="class_with_operators",
        solution="""
            ### BEGIN SOLUTION
            class Vector:
                def __init__(self, x, y):
                    self.x, self.y = x, y

                def __add__(self, other):
                    return Vector(self.x + other.x, self.y + other.y)

                def __mul__(self, factor):
                    return Vector(self.x * factor, self.y * factor)

                def __eq__(self, other):
                    return (self.x, self.y) == (other.x, other.y)

                def __repr__(self):
                    return f"Vector({self.x}, {self.y})"
            ### END SOLUTION
        """,
        wrong="""
            class Vector:
                def __init__(self, x, y):
                    self.x, self.y = x, y

                def __add__(self, other):
                    self.x += other.x
                    self.y += other.y
                    return self

                def __mul__(self, factor):
                    return Vector(self.x * factor, self.y)

                def __repr__(self):
                    return f"{self.x}, {self.y}"
        """,
        other_right="""
            from dataclasses import dataclass

            @dataclass
            class Vector:
                x: float
                y: float

                def __add__(self, other):
                    return Vector(self.x + other.x, self.y + other.y)

                def __mul__(self, factor):
                    return Vector(self.x * factor, self.y * factor)

                def __repr__(self):
                    return f"Vector({self.x}, {self.y})"
        """,
        tests=(
            "a, b = Vector(1, 2), Vector(3, 4)\nassert a + b == Vector(4, 6)\nassert (a.x, a.y) == (1, 2)",
            "assert Vector(1, 2) * 3 == Vector(3, 6)\nassert repr(Vector(1, 2)) == 'Vector(1, 2)'",
        ),
    ),
    Case(
        name="property_with_a_check",
        solution="""
            ### BEGIN SOLUTION
            class Account:
                def __init__(self, balance):
                    self.balance = balance

                @property
                def balance(self):
                    return self._balance

                @balance.setter
                def balance(self, value):
                    if value < 0:
                        raise ValueError("no debts")
                    self._balance = value
            ### END SOLUTION
        """,
        wrong="""
            class Account:
                def __init__(self, balance):
                    self.balance = balance
        """,
        tests=(
            """
            account = Account(10)
            account.balance = 5
            assert account.balance == 5
            try:
                account.balance = -1
            except ValueError:
                pass
            else:
                raise AssertionError("a balance below zero must be refused")
            assert account.balance == 5
            """,
        ),
    ),
    Case(
        name="class_method_and_static_method",
        solution="""
            ### BEGIN SOLUTION
            class Temperature:
                def __init__(self, celsius):
                    self.celsius = celsius

                @classmethod
                def from_fahrenheit(cls, value):
                    return cls((value - 32) * 5 / 9)

                @staticmethod
                def is_valid(celsius):
                    return celsius >= -273.15
            ### END SOLUTION
        """,
        wrong="""
            class Temperature:
                def __init__(self, celsius):
                    self.celsius = celsius

                def from_fahrenheit(self, value):
                    return Temperature((value - 32) * 5 / 9)

                @staticmethod
                def is_valid(celsius):
                    return celsius > 0
        """,
        tests=(
            "assert Temperature.from_fahrenheit(212).celsius == 100",
            "assert Temperature.is_valid(-10)\nassert not Temperature.is_valid(-300)",
        ),
    ),
    Case(
        name="abstract_class",
        given="from abc import ABC, abstractmethod",
        solution="""
            ### BEGIN SOLUTION
            class Animal(ABC):
                @abstractmethod
                def sound(self): ...

            class Cat(Animal):
                def sound(self):
                    return "meow"
            ### END SOLUTION
        """,
        wrong="""
            class Animal:
                def sound(self): ...

            class Cat(Animal):
                def sound(self):
                    return "meow"
        """,
        tests=(
            """
            assert Cat().sound() == "meow"
            try:
                Animal()
            except TypeError:
                pass
            else:
                raise AssertionError("an abstract class has no objects")
            """,
        ),
    ),
    Case(
        name="object_that_can_be_called",
        solution="""
            ### BEGIN SOLUTION
            class Polynomial:
                def __init__(self, *coefficients):
                    self.coefficients = coefficients

                def __call__(self, x):
                    return sum(c * x ** k for k, c in enumerate(self.coefficients))
            ### END SOLUTION
        """,
        wrong="""
            class Polynomial:
                def __init__(self, *coefficients):
                    self.coefficients = coefficients

                def __call__(self, x):
                    return sum(c * x ** k for k, c in enumerate(reversed(self.coefficients)))
        """,
        tests=("p = Polynomial(1, 0, 2)\nassert p(3) == 19\nassert callable(p)",),
    ),
    Case(
        name="objects_that_are_sorted",
        solution="""
            import functools

            ### BEGIN SOLUTION
            @functools.total_ordering
            class Version:
                def __init__(self, text):
                    self.parts = [int(part) for part in text.split(".")]

                def __eq__(self, other):
                    return self.parts == other.parts

                def __lt__(self, other):
                    return self.parts < other.parts
            ### END SOLUTION
        """,
        wrong="""
            class Version:
                def __init__(self, text):
                    self.text = text

                def __eq__(self, other):
                    return self.text == other.text

                def __lt__(self, other):
                    return self.text < other.text
        """,
        tests=(
            "assert Version('1.9') < Version('1.10')",
            "assert max(Version('2.0'), Version('1.99')) == Version('2.0')",
        ),
    ),
    Case(
        name="objects_in_a_set",
        solution="""
            ### BEGIN SOLUTION
            class Card:
                def __init__(self, suit, rank):
                    self.suit, self.rank = suit, rank

                def __eq__(self, other):
                    return (self.suit, self.rank) == (other.suit, other.rank)

                def __hash__(self):
                    return hash((self.suit, self.rank))
            ### END SOLUTION
        """,
        wrong="""
            class Card:
                def __init__(self, suit, rank):
                    self.suit, self.rank = suit, rank
        """,
        other_right="""
            from typing import NamedTuple

            class Card(NamedTuple):
                suit: str
                rank: int
        """,
        tests=("assert len({Card('hearts', 7), Card('hearts', 7), Card('spades', 7)}) == 2",),
    ),
    Case(
        name="linked_list",
        before="""
            class Node:
                def __init__(self, value, rest=None):
                    self.value, self.rest = value, rest
        """,
        solution="""
            def reverse(node):
                ### BEGIN SOLUTION
                result = None
                while node is not None:
                    result, node = Node(node.value, result), node.rest
                return result
                ### END SOLUTION
        """,
        wrong="""
            def reverse(node):
                return node
        """,
        tests=(
            """
            result = reverse(Node(1, Node(2, Node(3))))
            assert (result.value, result.rest.value, result.rest.rest.value) == (3, 2, 1)
            assert result.rest.rest.rest is None
            """,
        ),
    ),
    Case(
        name="given_object_as_argument",
        before="""
            class Item:
                def __init__(self, name, price):
                    self.name, self.price = name, price
        """,
        solution="""
            def total(items):
                ### BEGIN SOLUTION
                return sum(item.price for item in items)
                ### END SOLUTION
        """,
        wrong="""
            def total(items):
                return max(item.price for item in items)
        """,
        tests=("assert total([Item('pen', 2), Item('book', 10)]) == 12",),
    ),
    Case(
        name="given_dataclass_as_argument",
        before="""
            from dataclasses import dataclass

            @dataclass
            class Point:
                x: float
                y: float
        """,
        solution="""
            def middle(a, b):
                ### BEGIN SOLUTION
                return Point((a.x + b.x) / 2, (a.y + b.y) / 2)
                ### END SOLUTION
        """,
        wrong="""
            def middle(a, b):
                return Point(a.x + b.x / 2, a.y + b.y / 2)
        """,
        tests=("assert middle(Point(2, 0), Point(4, 4)) == Point(3, 2)",),
    ),
    Case(
        name="truth_of_an_object",
        solution="""
            class Basket:
                def __init__(self):
                    self.items = []

                def __len__(self):
                    return len(self.items)

            def basket_with(names):
                ### BEGIN SOLUTION
                basket = Basket()
                basket.items.extend(names)
                return basket
                ### END SOLUTION
        """,
        wrong="""
            class Basket:
                def __init__(self):
                    self.items = []

                def __len__(self):
                    return len(self.items)

            def basket_with(names):
                basket = Basket()
                basket.items = basket.items and list(names)
                return basket
        """,
        tests=("assert basket_with(['milk']), 'the basket is empty'",),
    ),
    Case(
        name="objects_that_are_not_equal",
        solution="""
            def money(amount, currency):
                ### BEGIN SOLUTION
                class Money:
                    def __init__(self):
                        self.key = amount, currency

                    def __eq__(self, other):
                        return self.key == other.key

                return Money()
                ### END SOLUTION
        """,
        wrong="""
            class Money:
                def __init__(self, amount, currency):
                    self.amount, self.currency = amount, currency

                def __eq__(self, other):
                    return self.amount == other.amount

            def money(amount, currency):
                return Money(amount, currency)
        """,
        tests=("assert money(5, 'EUR') != money(5, 'USD'), 'euros are not dollars'",),
    ),
    Case(
        name="object_that_is_changed_by_another_call",
        solution="""
            ### BEGIN SOLUTION
            class Light:
                on = False

            def new_light():
                return Light()

            def toggle(light):
                light.on = not light.on
                return light

            def is_on(light):
                return light.on
            ### END SOLUTION
        """,
        wrong="""
            class Light:
                on = False

            def new_light():
                return Light()

            def toggle(light):
                light.on = True
                return light

            def is_on(light):
                return light.on
        """,
        tests=("light = toggle(new_light())\nassert is_on(light)\nassert not is_on(toggle(light))",),
    ),
    Case(
        name="text_of_an_object",
        solution="""
            ### BEGIN SOLUTION
            class Book:
                def __init__(self, title, year):
                    self.title, self.year = title, year

                def __str__(self):
                    return f"{self.title} ({self.year})"
            ### END SOLUTION
        """,
        wrong="""
            class Book:
                def __init__(self, title, year):
                    self.title, self.year = title, year
        """,
        tests=("assert str(Book('Emma', 1815)) == 'Emma (1815)'\nassert f\"{Book('X', 1)}\" == 'X (1)'",),
    ),
    Case(
        name="slots_and_unknown_attributes",
        solution="""
            ### BEGIN SOLUTION
            class Pixel:
                __slots__ = ("x", "y")

                def __init__(self, x, y):
                    self.x, self.y = x, y
            ### END SOLUTION
        """,
        wrong="""
            class Pixel:
                def __init__(self, x, y):
                    self.x, self.y = x, y
        """,
        tests=(
            """
            pixel = Pixel(1, 2)
            assert (pixel.x, pixel.y) == (1, 2)
            try:
                pixel.color = "red"
            except AttributeError:
                pass
            else:
                raise AssertionError("there is no colour")
            """,
        ),
    ),
)
