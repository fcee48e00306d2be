"""Answers that are objects of Python's standard library, or of classes that it makes."""

from tests.zoo.case import Case

CASES = (
    Case(
        name="fraction",
        given="from fractions import Fraction",
        solution="""
            def harmonic(n):
                ### BEGIN SOLUTION
                return sum(Fraction(1, k) for k in range(1, n + 1))
                ### END SOLUTION
        """,
        wrong="""
            def harmonic(n):
                return sum(1 / k for k in range(1, n + 1))
        """,
        other_right="""
            class Ratio(Fraction):
                pass

            def harmonic(n):
                return Ratio(sum(Fraction(1, k) for k in range(1, n + 1)))
        """,
        tests=(
            """
            from fractions import Fraction
            assert harmonic(4) == Fraction(25, 12)
            assert harmonic(4).numerator == 25
            """,
        ),
    ),
    Case(
        name="decimal",
        given="from decimal import Decimal",
        solution="""
            def interest(capital, rate):
                ### BEGIN SOLUTION
                return (Decimal(capital) * Decimal(rate)).quantize(Decimal("0.01"))
                ### END SOLUTION
        """,
        wrong="""
            def interest(capital, rate):
                return Decimal(capital) * Decimal(float(rate))
        """,
        tests=("from decimal import Decimal\nassert interest('100', '0.0125') == Decimal('1.25')",),
    ),
    Case(
        name="date",
        given="import datetime",
        solution="""
            def next_monday(day):
                ### BEGIN SOLUTION
                return day + datetime.timedelta(days=7 - day.weekday())
                ### END SOLUTION
        """,
        wrong="""
            def next_monday(day):
                return day + datetime.timedelta(days=7)
        """,
        other_right="""
            import pandas as pd

            def next_monday(day):
                return pd.Timestamp(day).to_period("D").to_timestamp() + pd.Timedelta(days=7 - day.weekday())
        """,
        tests=(
            """
            import datetime
            found = next_monday(datetime.date(2024, 2, 28))
            assert (found.year, found.month, found.day) == (2024, 3, 4)
            assert found.strftime("%A") == "Monday"
            """,
        ),
    ),
    Case(
        name="time_in_a_zone",
        given="from datetime import datetime\nfrom zoneinfo import ZoneInfo",
        solution="""
            def in_tokyo(time):
                ### BEGIN SOLUTION
                return time.astimezone(ZoneInfo("Asia/Tokyo"))
                ### END SOLUTION
        """,
        wrong="""
            def in_tokyo(time):
                return time.replace(tzinfo=ZoneInfo("Asia/Tokyo"))
        """,
        tests=(
            """
            from datetime import datetime, timezone
            noon = datetime(2024, 1, 1, 12, tzinfo=timezone.utc)
            assert in_tokyo(noon).hour == 21 and in_tokyo(noon) == noon
            """,
        ),
    ),
    Case(
        name="path",
        given="from pathlib import Path",
        solution="""
            def backup_name(path):
                ### BEGIN SOLUTION
                path = Path(path)
                return path.with_name(path.stem + "-backup" + path.suffix)
                ### END SOLUTION
        """,
        wrong="""
            def backup_name(path):
                return Path(str(path) + "-backup")
        """,
        other_right="""
            from pathlib import PurePosixPath

            class Name(PurePosixPath):
                pass

            def backup_name(path):
                path = Name(path)
                return path.with_name(f"{path.stem}-backup{path.suffix}")
        """,
        tests=(
            """
            result = backup_name('data/a.csv')
            assert result.name == 'a-backup.csv'
            assert result.parent.name == 'data'
            """,
        ),
    ),
    Case(
        name="match_of_a_pattern",
        given="import re",
        solution="""
            def find_date(text):
                ### BEGIN SOLUTION
                return re.search(r"([0-9]{4})-([0-9]{2})", text)
                ### END SOLUTION
        """,
        wrong="""
            def find_date(text):
                return re.match(r"([0-9]{4})-([0-9]{2})", text)
        """,
        tests=(
            "found = find_date('on 2024-02-28')\nassert found.group(1) == '2024'\nassert find_date('never') is None",
        ),
    ),
    Case(
        name="compiled_pattern",
        given="import re",
        solution="""
            ### BEGIN SOLUTION
            PLATE = re.compile(r"[A-Z]{1,3}-[A-Z]{1,2} [0-9]{1,4}")
            ### END SOLUTION
        """,
        wrong='PLATE = re.compile(r"[A-Z]+-[A-Z]+ [0-9]+")',
        tests=("assert PLATE.fullmatch('B-AB 123')\nassert not PLATE.fullmatch('BERL-AB 123')",),
    ),
    Case(
        name="counter",
        given="from collections import Counter",
        solution="""
            def words(text):
                ### BEGIN SOLUTION
                return Counter(text.lower().split())
                ### END SOLUTION
        """,
        wrong="""
            def words(text):
                return Counter(text.split())
        """,
        other_right="""
            class Words(Counter):
                def top(self):
                    return self.most_common(1)

            def words(text):
                return Words(text.lower().split())
        """,
        tests=("assert words('The cat the dog').most_common(1) == [('the', 2)]\nassert words('a b').total() == 2",),
    ),
    Case(
        name="named_tuple",
        solution="""
            from collections import namedtuple

            ### BEGIN SOLUTION
            Point = namedtuple("Point", ["x", "y"])

            def shift(point, dx):
                return point._replace(x=point.x + dx)
            ### END SOLUTION
        """,
        wrong="""
            from collections import namedtuple

            Point = namedtuple("Point", ["x", "y"])

            def shift(point, dx):
                return Point(dx, point.y)
        """,
        other_right="""
            from dataclasses import dataclass, replace

            @dataclass(frozen=True)
            class Point:
                x: float
                y: float

            def shift(point, dx):
                return replace(point, x=point.x + dx)
        """,
        tests=("p = shift(Point(1, 2), 3)\nassert p.x == 4 and p.y == 2\nassert p == Point(4, 2)",),
    ),
    Case(
        name="named_result",
        solution="""
            from typing import NamedTuple

            class Summary(NamedTuple):
                low: float
                high: float

            def summarize(values):
                ### BEGIN SOLUTION
                return Summary(min(values), max(values))
                ### END SOLUTION
        """,
        wrong="""
            from typing import NamedTuple

            class Summary(NamedTuple):
                low: float
                high: float

            def summarize(values):
                return Summary(max(values), min(values))
        """,
        other_right="""
            from types import SimpleNamespace

            def summarize(values):
                return SimpleNamespace(low=min(values), high=max(values))
        """,
        tests=("result = summarize([3, 1, 2])\nassert result.low == 1\nassert result.high == 3",),
    ),
    Case(
        name="data_class",
        solution="""
            from dataclasses import dataclass, field

            ### BEGIN SOLUTION
            @dataclass(order=True)
            class Student:
                grade: float
                name: str = field(compare=False)
                courses: list = field(default_factory=list, compare=False)
            ### END SOLUTION
        """,
        wrong="""
            from dataclasses import dataclass

            @dataclass
            class Student:
                grade: float
                name: str
                courses: tuple = ()
        """,
        tests=(
            """
            import dataclasses
            ada, bob = Student(1.3, "ada"), Student(2.0, "bob")
            ada.courses.append("maths")
            assert min(bob, ada).name == "ada" and bob.courses == []
            assert [field.name for field in dataclasses.fields(Student)] == ["grade", "name", "courses"]
            """,
        ),
    ),
    Case(
        name="enumeration",
        solution="""
            from enum import Enum

            ### BEGIN SOLUTION
            class Day(Enum):
                SATURDAY = 6
                SUNDAY = 7

                def is_free(self):
                    return True
            ### END SOLUTION
        """,
        wrong="""
            class Day:
                SATURDAY = 6
                SUNDAY = 7
        """,
        tests=(
            """
            assert Day(6) is Day.SATURDAY
            assert Day['SUNDAY'].value == 7
            assert [day.is_free() for day in Day] == [True] * 2
            """,
        ),
    ),
    Case(
        name="flags",
        solution="""
            import enum

            class Right(enum.Flag):
                READ = 1
                WRITE = 2

            def rights(user):
                ### BEGIN SOLUTION
                return Right.READ | Right.WRITE if user == "admin" else Right.READ
                ### END SOLUTION
        """,
        wrong="""
            import enum

            class Right(enum.Flag):
                READ = 1
                WRITE = 2

            def rights(user):
                return Right.READ | Right.WRITE
        """,
        tests=("assert Right.WRITE in rights('admin')\nassert Right.WRITE not in rights('guest')",),
    ),
    Case(
        name="chain_of_mappings",
        given="from collections import ChainMap",
        solution="""
            def settings(own, defaults):
                ### BEGIN SOLUTION
                return ChainMap(own, defaults)
                ### END SOLUTION
        """,
        wrong="""
            def settings(own, defaults):
                return ChainMap(defaults, own)
        """,
        other_right="""
            from types import MappingProxyType

            def settings(own, defaults):
                return MappingProxyType(defaults | own)
        """,
        tests=(
            """
            result = settings({'a': 1}, {'a': 0, 'b': 2})
            assert result['a'] == 1 and result['b'] == 2
            assert len(result) == 2
            """,
        ),
    ),
    Case(
        name="tree_of_xml",
        given="import xml.etree.ElementTree as ET",
        solution="""
            def note(words):
                ### BEGIN SOLUTION
                root = ET.Element("note")
                for word in words:
                    ET.SubElement(root, "word").text = word
                return root
                ### END SOLUTION
        """,
        wrong="""
            def note(words):
                root = ET.Element("note")
                for word in words:
                    root.set("word", word)
                return root
        """,
        tests=(
            "found = note(['a', 'b'])\nassert found.tag == 'note'\nassert [word.text for word in found] == ['a', 'b']",
        ),
    ),
    Case(
        name="database",
        given="import sqlite3",
        solution="""
            def library(books):
                ### BEGIN SOLUTION
                connection = sqlite3.connect(":memory:")
                connection.execute("CREATE TABLE book (title TEXT, year INT)")
                connection.executemany("INSERT INTO book VALUES (?, ?)", books)
                return connection
                ### END SOLUTION
        """,
        wrong="""
            def library(books):
                connection = sqlite3.connect(":memory:")
                connection.execute("CREATE TABLE book (title TEXT, year INT)")
                return connection
        """,
        tests=(
            """
            connection = library([("Emma", 1815), ("Dune", 1965)])
            rows = connection.execute("SELECT title FROM book WHERE year < 1900").fetchall()
            connection.close()
            assert rows == [("Emma",)]
            """,
        ),
    ),
    Case(
        name="query_of_a_given_database",
        before="""
            import sqlite3
            db = sqlite3.connect(":memory:")
            db.execute("CREATE TABLE city (name TEXT, people INT)")
            db.executemany("INSERT INTO city VALUES (?, ?)", [("Bonn", 330), ("Kiel", 240), ("Jena", 110)])
        """,
        solution="""
            ### BEGIN SOLUTION
            query = "SELECT name FROM city WHERE people > 200 ORDER BY people"
            ### END SOLUTION
        """,
        wrong='query = "SELECT name FROM city ORDER BY people"',
        tests=("assert [name for name, in db.execute(query)] == ['Kiel', 'Bonn']",),
    ),
    Case(
        name="normal_distribution",
        given="from statistics import NormalDist",
        solution="""
            def sum_of(first, second):
                ### BEGIN SOLUTION
                return NormalDist(*first) + NormalDist(*second)
                ### END SOLUTION
        """,
        wrong="""
            def sum_of(first, second):
                return NormalDist(first[0] + second[0], first[1] + second[1])
        """,
        tests=("result = sum_of((1, 3), (2, 4))\nassert result.mean == 3 and result.stdev == 5",),
    ),
    Case(
        name="picture",
        given="from PIL import Image",
        solution="""
            def red_square(size):
                ### BEGIN SOLUTION
                return Image.new("RGB", (size, size), "red")
                ### END SOLUTION
        """,
        wrong="""
            def red_square(size):
                return Image.new("RGB", (size, size), "green")
        """,
        tests=(
            """
            picture = red_square(8)
            display(picture)
            assert picture.size == (8, 8) and picture.getpixel((3, 3)) == (255, 0, 0)
            """,
        ),
    ),
    Case(
        name="widget",
        given="import ipywidgets",
        solution="""
            def slider(most):
                ### BEGIN SOLUTION
                return ipywidgets.IntSlider(value=0, min=0, max=most)
                ### END SOLUTION
        """,
        wrong="""
            def slider(most):
                return ipywidgets.IntSlider(value=0, min=0)
        """,
        tests=("widget = slider(7)\nassert widget.max == 7 and type(widget).__name__ == 'IntSlider'",),
    ),
    Case(
        name="parts_of_an_address",
        given="from urllib.parse import urlsplit",
        solution="""
            def split(address):
                ### BEGIN SOLUTION
                return urlsplit(address)
                ### END SOLUTION
        """,
        wrong="""
            def split(address):
                return address.split("/")
        """,
        tests=(
            """
            parts = split('https://example.org:80/a?b=1')
            assert parts.hostname == 'example.org' and parts.query == 'b=1'
            """,
        ),
    ),
    Case(
        name="unpacked_bytes",
        given="import struct",
        solution="""
            def header(data):
                ### BEGIN SOLUTION
                return struct.unpack("<HI", data[:6])
                ### END SOLUTION
        """,
        wrong="""
            def header(data):
                return struct.unpack(">HI", data[:6])
        """,
        other_right="""
            def header(data):
                return memoryview(data[:2]).cast("H").tolist() + memoryview(data[2:6]).cast("I").tolist()
        """,
        tests=("kind, length = header(bytes([1, 0, 255, 0, 0, 0, 9]))\nassert kind == 1\nassert length == 255",),
    ),
)
