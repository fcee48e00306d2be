"""What IPython adds to Python: magics on top of an answer, shell commands, timing."""

from tests.zoo.case import Case

PLOT = """
    {}
    import matplotlib.pyplot as plt

    def line(slope):
        ### BEGIN SOLUTION
        return [slope * x for x in range(3)]
        ### END SOLUTION

    plt.plot([1, 2])
"""

WRONG_PLOT = """
    {}
    import matplotlib.pyplot as plt

    def line(slope):
        return [slope + x for x in range(3)]
"""

TESTS = ("assert line(2) == [0, 2, 4]", "assert line(0) == [0, 0, 0]")


def on_top(name: str, magic: str) -> Case:
    """Return a case whose answer begins with this magic."""
    return Case(name=name, solution=PLOT.format(magic), wrong=WRONG_PLOT.format(magic), tests=TESTS)


CASES = (
    on_top("matplotlib_inline", "%matplotlib inline"),
    on_top("matplotlib_notebook", "%matplotlib notebook"),
    on_top("matplotlib_without_a_name", "%matplotlib"),
    on_top("matplotlib_agg", "%matplotlib agg"),
    on_top("pylab_inline", "%pylab inline"),
    on_top("inline_backend", "%config InlineBackend.figure_format = 'retina'"),
    on_top("autoreload", "%load_ext autoreload\n    %autoreload 2"),
    Case(
        name="names_of_a_cell_with_a_magic",
        solution="""
            %matplotlib inline
            import matplotlib.pyplot as plt

            ### BEGIN SOLUTION
            points = plt.plot([1, 2, 4])[0].get_ydata().tolist()
            ### END SOLUTION
        """,
        wrong="""
            %matplotlib inline
            points = plt.plot([1, 2, 4])
        """,
        tests=("assert points == [1, 2, 4] and plt.gcf() is not None",),
    ),
    Case(
        name="matplotlib_inline_in_the_first_cell",
        given="%matplotlib inline\nimport numpy as np\nimport matplotlib.pyplot as plt",
        solution="""
            def wave(x):
                ### BEGIN SOLUTION
                return np.sin(x)
                ### END SOLUTION

            plt.plot(np.arange(5), np.arange(5))
            plt.show()
        """,
        wrong="""
            def wave(x):
                return np.cos(x)
        """,
        tests=("assert abs(wave(0)) < 1e-9",),
    ),
    Case(
        name="matplotlib_inline_in_a_locked_cell",
        before="%matplotlib inline\nimport matplotlib.pyplot as plt",
        solution="""
            def parabola(x):
                ### BEGIN SOLUTION
                return x * x
                ### END SOLUTION
        """,
        wrong="""
            def parabola(x):
                return x
        """,
        tests=("plt.plot([parabola(x) for x in range(4)])\nassert parabola(3) == 9",),
    ),
    Case(
        name="timed_cell",
        solution="""
            %%time
            def triangle(n):
                ### BEGIN SOLUTION
                return n * (n + 1) // 2
                ### END SOLUTION
        """,
        wrong="""
            %%time
            def triangle(n):
                return n * (n - 1) // 2
        """,
        tests=("assert triangle(4) == 10",),
    ),
    Case(
        name="shell_command",
        solution="""
            ### BEGIN SOLUTION
            lines = !printf 'a b c'
            words = lines[0].split()
            ### END SOLUTION
        """,
        wrong="""
            lines = !printf 'abc'
            words = lines[0].split()
        """,
        tests=("assert words == ['a', 'b', 'c']",),
    ),
    Case(
        name="bash_cell",
        given="%%bash\necho 5 > five.txt",
        solution="""
            ### BEGIN SOLUTION
            five = int(open("five.txt").read())
            ### END SOLUTION
        """,
        wrong='five = open("five.txt").read()',
        tests=("assert five == 5",),
    ),
    Case(
        name="program_that_is_run",
        files={"constants.py": "LIGHT = 299_792_458\n"},
        given="%run constants.py",
        solution="""
            def energy(mass):
                ### BEGIN SOLUTION
                return mass * LIGHT ** 2
                ### END SOLUTION
        """,
        wrong="""
            def energy(mass):
                return mass * LIGHT
        """,
        tests=("assert energy(1) == 89875517873681764",),
    ),
    Case(
        name="last_result",
        given="6 * 7",
        solution="""
            ### BEGIN SOLUTION
            answer = _ + 0
            ### END SOLUTION
        """,
        wrong="answer = 6",
        tests=("assert answer == 42",),
    ),
    Case(
        name="question_about_a_function",
        solution="""
            len?
            def size(values):
                ### BEGIN SOLUTION
                return len(values)
                ### END SOLUTION
        """,
        wrong="""
            len?
            def size(values):
                return len(values) + 1
        """,
        tests=("assert size('abc') == 3",),
    ),
)
