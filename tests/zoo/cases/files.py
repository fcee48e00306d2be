"""Files beside the notebook, files that answers write, and modules that are files."""

from tests.zoo.case import Case

CITIES = "city,people\nBonn,330\nKiel,240\nJena,110\n"

HELPER = "def scale(x):\n    return 10 * x\n"

CASES = (
    Case(
        name="table_read_by_the_test",
        files={"cities.csv": CITIES},
        solution="""
            def largest(table):
                ### BEGIN SOLUTION
                return table.loc[table["people"].idxmax(), "city"]
                ### END SOLUTION
        """,
        wrong="""
            def largest(table):
                return table["city"].max()
        """,
        tests=("import pandas as pd\nassert largest(pd.read_csv('cities.csv')) == 'Bonn'",),
    ),
    Case(
        name="table_read_by_a_locked_cell",
        files={"cities.csv": CITIES},
        before="import pandas as pd\ncities = pd.read_csv('cities.csv')",
        solution="""
            def small(cities, limit):
                ### BEGIN SOLUTION
                return cities[cities["people"] < limit]["city"].tolist()
                ### END SOLUTION
        """,
        wrong="""
            def small(cities, limit):
                return cities[cities["people"] > limit]["city"].tolist()
        """,
        tests=("assert small(cities, 200) == ['Jena']\nassert small(cities, 300) == ['Kiel', 'Jena']",),
    ),
    Case(
        name="table_read_by_the_answer",
        files={"cities.csv": CITIES},
        solution="""
            def population():
                ### BEGIN SOLUTION
                with open("cities.csv") as file:
                    next(file)
                    return sum(int(line.split(",")[1]) for line in file)
                ### END SOLUTION
        """,
        wrong="""
            def population():
                with open("cities.csv") as file:
                    return len(file.readlines())
        """,
        other_right="""
            import pandas as pd

            def population():
                return pd.read_csv("cities.csv")["people"].sum()
        """,
        tests=("assert population() == 680",),
    ),
    Case(
        name="file_in_a_folder",
        files={"data/2024/rain.txt": "3\n5\n0\n", "data/2024/note.md": "mm"},
        solution="""
            from pathlib import Path

            def rain(year):
                ### BEGIN SOLUTION
                return [int(line) for line in Path("data", str(year), "rain.txt").read_text().split()]
                ### END SOLUTION
        """,
        wrong="""
            from pathlib import Path

            def rain(year):
                return Path("data", str(year), "rain.txt").read_text().split()
        """,
        tests=("from pathlib import Path\nassert Path('data/2024/note.md').exists()\nassert rain(2024) == [3, 5, 0]",),
    ),
    Case(
        name="helper_imported_by_the_test",
        files={"helper.py": HELPER},
        solution="""
            def tenfold(x):
                ### BEGIN SOLUTION
                return 10 * x
                ### END SOLUTION
        """,
        wrong="""
            def tenfold(x):
                return x ** 10
        """,
        tests=("import helper\nfor x in (0, 3, -2):\n    assert tenfold(x) == helper.scale(x)",),
    ),
    Case(
        name="helper_imported_by_a_locked_cell",
        files={"helper.py": HELPER},
        before="from helper import scale",
        solution="""
            def tenfold_all(values):
                ### BEGIN SOLUTION
                return [scale(value) for value in values]
                ### END SOLUTION
        """,
        wrong="""
            def tenfold_all(values):
                return scale(values)
        """,
        tests=("assert tenfold_all([1, 2]) == [scale(1), scale(2)]",),
    ),
    Case(
        name="helper_imported_by_the_answer",
        files={"helper.py": HELPER},
        solution="""
            import helper

            def hundredfold(x):
                ### BEGIN SOLUTION
                return helper.scale(helper.scale(x))
                ### END SOLUTION
        """,
        wrong="""
            import helper

            def hundredfold(x):
                return helper.scale(x)
        """,
        tests=("assert hundredfold(2) == 200",),
    ),
    Case(
        name="checker_beside_the_notebook",
        files={
            "checker.py": """
def check_double(function):
    for x in (0, 1, -3):
        assert function(x) == 2 * x, f"double({x}) is {function(x)}"
"""
        },
        solution="""
            def double(x):
                ### BEGIN SOLUTION
                return 2 * x
                ### END SOLUTION
        """,
        wrong="""
            def double(x):
                return x ** 2
        """,
        tests=("from checker import check_double\ncheck_double(double)",),
    ),
    Case(
        name="file_the_answer_writes",
        solution="""
            import csv

            def save(rows, name):
                ### BEGIN SOLUTION
                with open(name, "w", newline="") as file:
                    csv.writer(file).writerows(rows)
                ### END SOLUTION
        """,
        wrong="""
            def save(rows, name):
                with open(name, "w") as file:
                    file.write(str(rows))
        """,
        tests=("save([['a', 1], ['b', 2]], 'out.csv')\nassert open('out.csv').read().split() == ['a,1', 'b,2']",),
    ),
    Case(
        name="file_the_answers_cell_writes",
        solution="""
            ### BEGIN SOLUTION
            with open("poem.txt", "w") as file:
                for line in ["roses", "violets"]:
                    print(line, file=file)
            ### END SOLUTION
        """,
        wrong="""
            with open("poem.txt", "w") as file:
                for line in ["roses", "violets"]:
                    file.write(line)
        """,
        tests=("with open('poem.txt') as file:\n    assert file.read().splitlines() == ['roses', 'violets']",),
    ),
    Case(
        name="file_the_test_writes",
        solution="""
            def longest_line(name):
                ### BEGIN SOLUTION
                with open(name) as file:
                    return max(file.read().splitlines(), key=len)
                ### END SOLUTION
        """,
        wrong="""
            def longest_line(name):
                with open(name) as file:
                    return max(file.read().splitlines())
        """,
        tests=(
            """
            with open("lines.txt", "w") as file:
                file.write("b" + chr(10) + "aaa" + chr(10))
            assert longest_line("lines.txt") == "aaa"
            """,
        ),
    ),
    Case(
        name="temporary_file",
        solution="""
            import json

            def read_scores(path):
                ### BEGIN SOLUTION
                with open(path) as file:
                    return {name: sum(points) for name, points in json.load(file).items()}
                ### END SOLUTION
        """,
        wrong="""
            import json

            def read_scores(path):
                with open(path) as file:
                    return json.load(file)
        """,
        tests=(
            """
            import json, os, tempfile
            with tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, "scores.json")
                with open(path, "w") as file:
                    json.dump({"ada": [1, 2]}, file)
                assert read_scores(path) == {"ada": 3}
            """,
        ),
    ),
    Case(
        name="file_that_must_not_be_written",
        solution="""
            def export(text, name, dry_run=False):
                ### BEGIN SOLUTION
                if not dry_run:
                    with open(name, "w") as file:
                        file.write(text)
                return len(text)
                ### END SOLUTION
        """,
        wrong="""
            def export(text, name, dry_run=False):
                with open(name, "w") as file:
                    return file.write(text)
        """,
        tests=("import os\nassert export('abc', 'dry.txt', dry_run=True) == 3\nassert not os.path.exists('dry.txt')",),
    ),
    Case(
        name="open_file_as_argument",
        files={"cities.csv": CITIES},
        solution="""
            def header(file):
                ### BEGIN SOLUTION
                return file.readline().strip().split(",")
                ### END SOLUTION
        """,
        wrong="""
            def header(file):
                return file.read().strip().split(",")
        """,
        tests=(
            """
            with open("cities.csv") as file:
                assert header(file) == ["city", "people"]
                assert file.readline().startswith("Bonn")
            """,
        ),
    ),
    Case(
        name="text_stream_as_argument",
        solution="""
            def write_table(rows, file):
                ### BEGIN SOLUTION
                for row in rows:
                    print(*row, sep=";", file=file)
                ### END SOLUTION
        """,
        wrong="""
            def write_table(rows, file):
                for row in rows:
                    print(*row, sep=";")
        """,
        tests=(
            """
            import io
            stream = io.StringIO()
            write_table([(1, 2), (3, 4)], stream)
            assert stream.getvalue().split() == ['1;2', '3;4']
            """,
        ),
    ),
    Case(
        name="folder_called_like_a_module",
        files={"code/__init__.py": "", "code/filters.py": "def invert(x):\n    return 255 - x\n"},
        solution="""
            import importlib.util

            ### BEGIN SOLUTION
            place = importlib.util.spec_from_file_location("filters", "code/filters.py")
            filters = importlib.util.module_from_spec(place)
            place.loader.exec_module(filters)

            def negative(row):
                return [filters.invert(x) for x in row]
            ### END SOLUTION
        """,
        wrong="""
            def negative(row):
                return [-x for x in row]
        """,
        tests=("assert negative([0, 255, 55]) == [255, 0, 200]",),
    ),
    Case(
        name="helper_called_like_a_module",
        files={"utils/__init__.py": "", "utils/test.py": "LIMIT = 3\n", "statistics.txt": "1 2 6"},
        solution="""
            import statistics

            def middle():
                ### BEGIN SOLUTION
                with open("statistics.txt") as file:
                    return statistics.median(map(int, file.read().split()))
                ### END SOLUTION
        """,
        wrong="""
            import statistics

            def middle():
                with open("statistics.txt") as file:
                    return statistics.mean(map(int, file.read().split()))
        """,
        tests=("from utils.test import LIMIT\nassert middle() == 2 < LIMIT",),
    ),
    Case(
        name="module_the_answer_writes",
        solution="""
            %%writefile geometry.py
            ### BEGIN SOLUTION
            def area(width, height):
                return width * height
            ### END SOLUTION
        """,
        wrong="""
            %%writefile geometry.py
            def area(width, height):
                return width + height
        """,
        tests=("from geometry import area\nassert area(3, 4) == 12",),
    ),
    Case(
        name="program_beside_the_notebook",
        files={"shout.py": "import sys\nprint(sys.argv[1].upper())\n"},
        solution="""
            import subprocess
            import sys

            def shout(word):
                ### BEGIN SOLUTION
                done = subprocess.run([sys.executable, "shout.py", word], capture_output=True, text=True)
                return done.stdout.strip()
                ### END SOLUTION
        """,
        wrong="""
            import subprocess
            import sys

            def shout(word):
                return subprocess.run([sys.executable, "shout.py", word], capture_output=True, text=True).returncode
        """,
        tests=("assert shout('help') == 'HELP'",),
    ),
    Case(
        name="files_that_are_listed",
        files={"logs/a.log": "ok\nerror\n", "logs/b.log": "error\nerror\n", "logs/c.txt": "error\n"},
        solution="""
            import glob

            def errors():
                ### BEGIN SOLUTION
                counts = {}
                for name in glob.glob("logs/*.log"):
                    with open(name) as file:
                        counts[name] = file.read().count("error")
                return counts
                ### END SOLUTION
        """,
        wrong="""
            import glob

            def errors():
                return {name: open(name).read().count("error") for name in glob.glob("logs/*")}
        """,
        tests=("assert errors() == {'logs/a.log': 1, 'logs/b.log': 2}",),
    ),
)
