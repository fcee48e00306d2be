"""Classes that a student writes."""

from tests.zoo.case import case

CASES = [
    case(
        "a_class",
        "class Dog:\n    def __init__(self, name):\n        self.name = name\n    def speak(self):\n"
        "        return self.name + '!'",
        "class Dog:\n    def __init__(self, name):\n        self.name = ''\n    def speak(self):\n"
        "        return self.name + '!'",
        "assert Dog('Rex').speak() == 'Rex!'",
        "d = Dog('A')\nassert d.name == 'A'",
    ),
    case(
        "operators",
        "class V:\n    def __init__(self, x):\n        self.x = x\n    def __add__(self, o):\n"
        "        return V(self.x + o.x)\n"
        "    def __eq__(self, o):\n        return self.x == o.x",
        "class V:\n    def __init__(self, x):\n        self.x = x\n    def __add__(self, o):\n"
        "        return V(self.x)\n"
        "    def __eq__(self, o):\n        return self.x == o.x",
        "assert V(1) + V(2) == V(3)",
    ),
    case(
        "inherits",
        "class Square(Shape):\n    def area(self):\n        return self.side ** 2",
        "class Square(Shape):\n    pass",
        "assert isinstance(Square(3), Shape) and Square(3).area() == 9",
        before=(
            "class Shape:\n    def __init__(self, side):\n        self.side = side\n    def area(self):\n"
            "        return 0"
        ),
    ),
    case(
        "a_subclass_of_list",
        "class Stack(list):\n    def peek(self):\n        return self[-1]",
        "class Stack(list):\n    def peek(self):\n        return self[0]",
        "s = Stack([1, 2])\ns.append(3)\nassert s.peek() == 3 and len(s) == 3",
    ),
    case(
        "class_attributes",
        "class C:\n    count = 0\n    def __init__(self):\n        C.count += 1",
        "class C:\n    count = 0",
        "C()\nC()\nassert C.count == 2",
    ),
    case(
        "a_property",
        "class T:\n    def __init__(self, c):\n        self.c = c\n    @property\n    def f(self):\n"
        "        return self.c * 9 / 5 + 32",
        "class T:\n    def __init__(self, c):\n        self.c = c\n    f = 32",
        "assert T(100).f == 212",
    ),
    case(
        "with_block",
        "class Log:\n    def __enter__(self):\n        self.on = True\n        return self\n"
        "    def __exit__(self, *_):\n        self.on = False",
        "class Log:\n    def __enter__(self):\n        self.on = True\n        return self\n"
        "    def __exit__(self, *_):\n        pass",
        "with Log() as log:\n    assert log.on\nassert not log.on",
    ),
    case(
        "static_and_class_methods",
        "class C:\n    @classmethod\n    def make(cls):\n        return cls()\n    @staticmethod\n"
        "    def two():\n        return 2",
        "class C:\n    @classmethod\n    def make(cls):\n        return None\n    @staticmethod\n"
        "    def two():\n        return 2",
        "assert isinstance(C.make(), C) and C.two() == 2",
    ),
    case(
        "a_repr",
        "class P:\n    def __repr__(self):\n        return 'P()'",
        "class P:\n    pass",
        "assert repr(P()) == 'P()' and f'{P()}' == 'P()'",
    ),
    case(
        "a_dataclass",
        "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\n    y: int = 0",
        "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\n    y: int = 1",
        "assert P(1) == P(1, 0) and P(1).y == 0",
    ),
    case(
        "an_enum",
        "from enum import Enum\nclass Color(Enum):\n    RED = 1\n    BLUE = 2",
        "from enum import Enum\nclass Color(Enum):\n    RED = 2",
        "assert Color(1) is Color.RED and len(Color) == 2",
    ),
    case(
        "a_namedtuple",
        "from collections import namedtuple\nP = namedtuple('P', 'x y')",
        "from collections import namedtuple\nP = namedtuple('P', 'y x')",
        "assert P(1, 2).x == 1",
    ),
    case(
        "an_object_returned",
        "class Node:\n    def __init__(self, v):\n        self.v = v\ndef make(v):\n    return Node(v)",
        "class Node:\n    def __init__(self, v):\n        self.v = 0\ndef make(v):\n    return Node(v)",
        "assert make(4).v == 4",
    ),
    case(
        "an_object_given",
        "def name_of(p):\n    return p.name",
        "def name_of(p):\n    return ''",
        "assert name_of(Person('Ada')) == 'Ada'",
        before="class Person:\n    def __init__(self, name):\n        self.name = name",
    ),
    case(
        "a_linked_list",
        "class Node:\n    def __init__(self, v, rest=None):\n        self.v, self.rest = v, rest\n"
        "def length(n):\n    return 0 if n is None else 1 + length(n.rest)",
        "class Node:\n    def __init__(self, v, rest=None):\n        self.v, self.rest = v, rest\n"
        "def length(n):\n    return 1",
        "assert length(Node(1, Node(2))) == 2",
    ),
    case(
        "state_in_an_object",
        "class Account:\n    def __init__(self):\n        self.total = 0\n    def add(self, x):\n"
        "        self.total += x",
        "class Account:\n    def __init__(self):\n        self.total = 0\n    def add(self, x):\n"
        "        self.total = x",
        "a = Account()\na.add(2)\na.add(3)",
        "assert a.total == 5",
    ),
    case(
        "slots_and_callables",
        "class Adder:\n    def __init__(self, n):\n        self.n = n\n    def __call__(self, x):\n"
        "        return x + self.n",
        "class Adder:\n    def __init__(self, n):\n        self.n = n\n    def __call__(self, x):\n        return x",
        "add = Adder(3)\nassert add(1) == 4",
    ),
    case(
        "length_and_items",
        "class Bag:\n    def __init__(self, xs):\n        self.xs = list(xs)\n    def __len__(self):\n"
        "        return len(self.xs)\n"
        "    def __contains__(self, x):\n        return x in self.xs",
        "class Bag:\n    def __init__(self, xs):\n        self.xs = []\n    def __len__(self):\n"
        "        return len(self.xs)\n"
        "    def __contains__(self, x):\n        return x in self.xs",
        "assert len(Bag('ab')) == 2 and 'a' in Bag('ab')",
    ),
]
