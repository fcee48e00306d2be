"""Files beside the notebook, read and written."""

from tests.zoo.case import case

CASES = [
    case(
        "a_table_that_a_test_reads",
        "def total(rows):\n    return sum(rows)",
        "def total(rows):\n    return 0",
        "rows = [int(line) for line in open('data.csv')]\nassert total(rows) == 6",
        files={"data.csv": "1\n2\n3\n"},
    ),
    case(
        "a_table_that_a_locked_cell_reads",
        "def largest():\n    return max(ROWS)",
        "def largest():\n    return 0",
        "assert largest() == max(ROWS) == 3",
        before="ROWS = [int(line) for line in open('data.csv')]",
        files={"data.csv": "1\n3\n"},
    ),
    case(
        "a_table_that_the_answer_reads",
        "def first():\n    return open('data.csv').readline().strip()",
        "def first():\n    return ''",
        "assert first() == 'name'",
        files={"data.csv": "name\nx\n"},
    ),
    case(
        "a_helper_beside",
        "from helper import three\ndef f():\n    return three() + 1",
        "def f():\n    return 3",
        "from helper import three\nassert f() == three() + 1",
        files={"helper.py": "def three():\n    return 3\n"},
    ),
    case(
        "a_helper_in_a_locked_cell",
        "def f(x):\n    return scale(x)",
        "def f(x):\n    return x",
        "assert f(2) == 20",
        before="from helper import scale",
        files={"helper.py": "def scale(x):\n    return 10 * x\n"},
    ),
    case(
        "a_folder_of_data",
        "def f():\n    return open('data/sub/a.txt').read()",
        "def f():\n    return ''",
        "assert f() == open('data/sub/a.txt').read() == 'words'",
        files={"data/sub/a.txt": "words"},
    ),
    case(
        "a_folder_like_a_module",
        "def f():\n    return open('code/notes.txt').read()",
        "def f():\n    return ''",
        "assert f() == 'seen'",
        files={"code/notes.txt": "seen"},
    ),
    case(
        "a_file_that_the_answer_writes",
        "def save(text):\n    with open('out.txt', 'w') as f:\n        f.write(text)",
        "def save(text):\n    open('out.txt', 'w').close()",
        "save('abc')\nassert open('out.txt').read() == 'abc'",
    ),
    case(
        "a_file_that_the_test_writes",
        "def load(name):\n    return open(name).read()",
        "def load(name):\n    return name",
        "with open('in.txt', 'w') as f:\n    f.write('xyz')\nassert load('in.txt') == 'xyz'",
    ),
    case(
        "a_temporary_folder",
        "import os\ndef names(folder):\n    return sorted(os.listdir(folder))",
        "def names(folder):\n    return []",
        "import os, tempfile\nwith tempfile.TemporaryDirectory() as d:\n"
        "    open(os.path.join(d, 'a'), 'w').close()\n    assert names(d) == ['a']",
    ),
    case(
        "read_by_pandas",
        "import pandas as pd\ndef f():\n    return pd.read_csv('data.csv')",
        "import pandas as pd\ndef f():\n    return pd.DataFrame({'a': [0]})",
        "assert f().a.tolist() == [1, 2]",
        files={"data.csv": "a\n1\n2\n"},
    ),
]
