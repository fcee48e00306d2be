"""Answers that draw: figures, axes, what stays open, styles."""

from tests.zoo.case import Case

PYPLOT = "import matplotlib.pyplot as plt\nimport numpy as np"

CASES = (
    Case(
        name="figure_that_is_returned",
        given=PYPLOT,
        solution="""
            def draw(x, y):
                ### BEGIN SOLUTION
                fig, ax = plt.subplots()
                ax.plot(x, y)
                ax.set(title="Growth", xlabel="days", ylabel="cm")
                return fig
                ### END SOLUTION
        """,
        wrong="""
            def draw(x, y):
                fig, ax = plt.subplots()
                ax.scatter(x, y)
                ax.set(title="Growth", xlabel="days")
                return fig
        """,
        tests=(
            """
            figure = draw([1, 2], [3, 4])
            axes = figure.axes[0]
            assert axes.get_title() == "Growth" and axes.get_ylabel() == "cm"
            assert axes.lines[0].get_ydata().tolist() == [3, 4]
            """,
        ),
    ),
    Case(
        name="axes_that_are_returned",
        given=PYPLOT,
        solution="""
            def bars(counts):
                ### BEGIN SOLUTION
                _, ax = plt.subplots()
                ax.bar(list(counts), list(counts.values()))
                return ax
                ### END SOLUTION
        """,
        wrong="""
            def bars(counts):
                _, ax = plt.subplots()
                ax.barh(list(counts), list(counts.values()))
                return ax
        """,
        tests=("ax = bars({'a': 3, 'b': 5})\nassert [bar.get_height() for bar in ax.patches] == [3, 5]",),
    ),
    Case(
        name="current_axes",
        given=PYPLOT,
        solution="""
            def histogram(values):
                ### BEGIN SOLUTION
                plt.hist(values, bins=5)
                plt.xlabel("value")
                ### END SOLUTION
        """,
        wrong="""
            def histogram(values):
                plt.hist(values)
                plt.xlabel("value")
        """,
        tests=(
            """
            import matplotlib.pyplot as plt
            plt.figure()
            histogram(range(20))
            axes = plt.gca()
            assert len(axes.patches) == 5 and axes.get_xlabel() == "value"
            plt.close()
            """,
        ),
    ),
    Case(
        name="axes_as_argument",
        given=PYPLOT,
        solution="""
            def mark_mean(ax, values):
                ### BEGIN SOLUTION
                ax.axhline(np.mean(values))
                ### END SOLUTION
        """,
        wrong="""
            def mark_mean(ax, values):
                ax.axhline(np.median(values))
        """,
        tests=(
            """
            import matplotlib.pyplot as plt
            fig, ax = plt.subplots()
            mark_mean(ax, [1, 2, 9])
            assert ax.lines[0].get_ydata()[0] == 4
            plt.close(fig)
            """,
        ),
    ),
    Case(
        name="patched_show",
        given=PYPLOT,
        solution="""
            def show_line():
                ### BEGIN SOLUTION
                plt.plot([1, 2])
                plt.show()
                ### END SOLUTION
        """,
        wrong="""
            def show_line():
                plt.plot([1, 2])
        """,
        tests=(
            """
            from unittest.mock import patch
            with patch("matplotlib.pyplot.show") as show:
                show_line()
            show.assert_called_once()
            """,
        ),
    ),
    Case(
        name="figures_are_closed",
        given=PYPLOT,
        solution="""
            def save_picture(name):
                ### BEGIN SOLUTION
                fig, ax = plt.subplots()
                ax.plot([1, 2])
                fig.savefig(name)
                plt.close(fig)
                return name
                ### END SOLUTION
        """,
        wrong="""
            def save_picture(name):
                fig, ax = plt.subplots()
                ax.plot([1, 2])
                fig.savefig(name)
                return name
        """,
        tests=(
            """
            import matplotlib.pyplot as plt
            assert save_picture("line.png") == "line.png"
            assert plt.get_fignums() == [], "close the figure"
            """,
        ),
    ),
    Case(
        name="picture_in_a_file",
        given=PYPLOT,
        solution="""
            def save_plot(name):
                ### BEGIN SOLUTION
                fig, ax = plt.subplots(figsize=(2, 1), dpi=100)
                ax.plot([1, 2])
                fig.savefig(name)
                plt.close(fig)
                ### END SOLUTION
        """,
        wrong="""
            def save_plot(name):
                fig, ax = plt.subplots()
                ax.plot([1, 2])
                fig.savefig(name)
                plt.close(fig)
        """,
        tests=("from PIL import Image\nsave_plot('plot.png')\nassert Image.open('plot.png').size == (200, 100)",),
    ),
    Case(
        name="style_of_figures",
        given=PYPLOT,
        solution="""
            ### BEGIN SOLUTION
            plt.rcParams["lines.linewidth"] = 4
            ### END SOLUTION

            def draw():
                return plt.plot([1, 2])[0]
        """,
        wrong="""
            def draw():
                return plt.plot([1, 2])[0]
        """,
        tests=(
            """
            import matplotlib.pyplot as plt
            assert plt.rcParams["lines.linewidth"] == 4
            assert draw().get_linewidth() == 4
            plt.close("all")
            """,
        ),
    ),
    Case(
        name="style_is_restored",
        given=PYPLOT,
        solution="""
            def draw_large():
                ### BEGIN SOLUTION
                with plt.rc_context({"font.size": 20}):
                    text = plt.figure().text(0, 0, "big")
                    plt.close()
                    return text.get_fontsize()
                ### END SOLUTION
        """,
        wrong="""
            def draw_large():
                plt.rcParams["font.size"] = 20
                text = plt.figure().text(0, 0, "big")
                plt.close()
                return text.get_fontsize()
        """,
        tests=(
            """
            import matplotlib.pyplot as plt
            before = plt.rcParams["font.size"]
            assert draw_large() == 20
            assert plt.rcParams["font.size"] == before, "leave the style as it was"
            """,
        ),
    ),
    Case(
        name="plot_of_pandas",
        given="import pandas as pd",
        solution="""
            def plot_columns(df):
                ### BEGIN SOLUTION
                return df.plot(y=["a", "b"])
                ### END SOLUTION
        """,
        wrong="""
            def plot_columns(df):
                return df.plot(y="a")
        """,
        tests=(
            """
            import pandas as pd
            ax = plot_columns(pd.DataFrame({"a": [1, 2], "b": [2, 3], "c": [3, 4]}))
            assert [text.get_text() for text in ax.get_legend().get_texts()] == ["a", "b"]
            """,
        ),
    ),
)
