"""Answers that are tables: pandas."""

from tests.zoo.case import Case

PANDAS = "import pandas as pd"

CASES = (
    Case(
        name="table",
        given=PANDAS,
        solution="""
            def with_total(df):
                ### BEGIN SOLUTION
                return df.assign(total=df["a"] + df["b"])
                ### END SOLUTION
        """,
        wrong="""
            def with_total(df):
                return df.assign(total=df["a"] * df["b"])
        """,
        other_right="""
            class Table(pd.DataFrame):
                @property
                def _constructor(self):
                    return Table

            def with_total(df):
                return Table(df.assign(total=df["a"] + df["b"]))
        """,
        tests=(
            """
            import pandas as pd
            table = with_total(pd.DataFrame({"a": [1, 2], "b": [3, 4]}))
            assert table["total"].tolist() == [4, 6]
            assert list(table.columns) == ["a", "b", "total"] and table.shape == (2, 3)
            """,
        ),
    ),
    Case(
        name="column",
        given=PANDAS,
        solution="""
            def growth(sales):
                ### BEGIN SOLUTION
                return sales.diff().fillna(0)
                ### END SOLUTION
        """,
        wrong="""
            def growth(sales):
                return sales.diff()
        """,
        other_right="""
            def growth(sales):
                return sales.diff().fillna(0).to_numpy()
        """,
        tests=(
            """
            import pandas as pd
            assert list(growth(pd.Series([1.0, 4.0, 9.0]))) == [0, 3, 5]
            assert growth(pd.Series([2.0])).sum() == 0
            """,
        ),
    ),
    Case(
        name="column_of_text",
        given=PANDAS,
        solution="""
            def tidy(names):
                ### BEGIN SOLUTION
                return names.str.strip().str.title()
                ### END SOLUTION
        """,
        wrong="""
            def tidy(names):
                return names.str.title()
        """,
        tests=(
            """
            import pandas as pd
            expected = pd.Series(["Ada", "Bob"], name="name")
            pd.testing.assert_series_equal(tidy(pd.Series([" ada", "bob "], name="name")), expected)
            """,
        ),
    ),
    Case(
        name="value_counts",
        given=PANDAS,
        solution="""
            def grades(marks):
                ### BEGIN SOLUTION
                return marks.value_counts()
                ### END SOLUTION
        """,
        wrong="""
            def grades(marks):
                return marks.value_counts(ascending=True)
        """,
        other_right="""
            def grades(marks):
                return pd.Series(dict(sorted(((m, (marks == m).sum()) for m in set(marks)), key=lambda p: -p[1])))
        """,
        tests=(
            "import pandas as pd\ncounts = grades(pd.Series(['B', 'A', 'B']))\nassert counts['B'] == 2",
            "assert counts.index[0] == 'B'",
        ),
    ),
    Case(
        name="two_keys",
        given=PANDAS,
        solution="""
            def mean_by(df):
                ### BEGIN SOLUTION
                return df.groupby(["city", "year"])["rain"].mean()
                ### END SOLUTION
        """,
        wrong="""
            def mean_by(df):
                return df.groupby(["city", "year"])["rain"].sum()
        """,
        tests=(
            """
            import pandas as pd
            rows = {"city": ["Bonn", "Bonn", "Kiel"], "year": [1, 1, 2], "rain": [2.0, 4.0, 5.0]}
            result = mean_by(pd.DataFrame(rows))
            assert result["Bonn", 1] == 3
            assert list(result.index.names) == ["city", "year"]
            """,
        ),
    ),
    Case(
        name="column_of_dates",
        given=PANDAS,
        solution="""
            def parse(df):
                ### BEGIN SOLUTION
                return df.assign(day=pd.to_datetime(df["day"]))
                ### END SOLUTION
        """,
        wrong="""
            def parse(df):
                return df.assign(day=pd.to_datetime(df["day"], dayfirst=True, format="%Y-%d-%m"))
        """,
        tests=(
            """
            import pandas as pd
            result = parse(pd.DataFrame({"day": ["2024-02-03", "2024-02-05"]}))
            assert result["day"].dt.month.tolist() == [2, 2]
            assert pd.api.types.is_datetime64_any_dtype(result["day"])
            """,
        ),
    ),
    Case(
        name="time_zone",
        given=PANDAS,
        solution="""
            def in_berlin(times):
                ### BEGIN SOLUTION
                return times.dt.tz_localize("UTC").dt.tz_convert("Europe/Berlin")
                ### END SOLUTION
        """,
        wrong="""
            def in_berlin(times):
                return times.dt.tz_localize("Europe/Berlin")
        """,
        tests=(
            """
            import pandas as pd
            result = in_berlin(pd.Series(pd.to_datetime(["2024-07-01 12:00"])))
            assert result.dt.hour[0] == 14
            assert str(result.dt.tz) == "Europe/Berlin"
            """,
        ),
    ),
    Case(
        name="categories",
        given=PANDAS,
        solution="""
            def sizes(values):
                ### BEGIN SOLUTION
                return pd.Series(pd.Categorical(values, categories=["S", "M", "L"], ordered=True))
                ### END SOLUTION
        """,
        wrong="""
            def sizes(values):
                return pd.Series(values, dtype="category")
        """,
        tests=(
            """
            result = sizes(['L', 'S', 'M'])
            assert result.max() == 'L'
            assert list(result.cat.categories) == list('SML')
            """,
        ),
    ),
    Case(
        name="nullable_integers",
        given=PANDAS,
        solution="""
            def whole(values):
                ### BEGIN SOLUTION
                return pd.Series(values, dtype="Int64")
                ### END SOLUTION
        """,
        wrong="""
            def whole(values):
                return pd.Series(values, dtype="float")
        """,
        tests=(
            """
            import pandas as pd
            result = whole([1, None, 3])
            assert str(result.dtype) == "Int64"
            assert result[1] is pd.NA and result.sum() == 4
            """,
        ),
    ),
    Case(
        name="column_added_in_place",
        given=PANDAS,
        solution="""
            def add_bmi(df):
                ### BEGIN SOLUTION
                df["bmi"] = df["kg"] / df["m"] ** 2
                ### END SOLUTION
        """,
        wrong="""
            def add_bmi(df):
                df = df.copy()
                df["bmi"] = df["kg"] / df["m"] ** 2
        """,
        tests=(
            """
            import pandas as pd
            people = pd.DataFrame({"kg": [80.0], "m": [2.0]})
            add_bmi(people)
            assert people["bmi"][0] == 20
            """,
        ),
    ),
    Case(
        name="table_that_must_not_change",
        given=PANDAS,
        solution="""
            def without_missing(df):
                ### BEGIN SOLUTION
                return df.dropna()
                ### END SOLUTION
        """,
        wrong="""
            def without_missing(df):
                df.dropna(inplace=True)
                return df
        """,
        tests=(
            """
            import pandas as pd
            table = pd.DataFrame({"x": [1.0, None]})
            assert len(without_missing(table)) == 1
            assert len(table) == 2, "the table itself must stay as it is"
            """,
        ),
    ),
    Case(
        name="index",
        given=PANDAS,
        solution="""
            def numeric_columns(df):
                ### BEGIN SOLUTION
                return df.select_dtypes("number").columns
                ### END SOLUTION
        """,
        wrong="""
            def numeric_columns(df):
                return df.columns
        """,
        other_right="""
            def numeric_columns(df):
                return [name for name in df if pd.api.types.is_numeric_dtype(df[name])]
        """,
        tests=(
            """
            import pandas as pd
            columns = numeric_columns(pd.DataFrame({"a": [1], "b": ["x"], "c": [1.5]}))
            assert list(columns) == ["a", "c"]
            """,
        ),
    ),
    Case(
        name="index_by_type",
        given=PANDAS,
        solution="""
            def month_ends(year):
                ### BEGIN SOLUTION
                return pd.date_range(f"{year}-01-01", f"{year}-12-31", freq="ME")
                ### END SOLUTION
        """,
        wrong="""
            def month_ends(year):
                return pd.date_range(f"{year}-01-01", periods=12, freq="MS")
        """,
        tests=(
            """
            import pandas as pd
            days = month_ends(2024)
            assert isinstance(days, pd.DatetimeIndex) and len(days) == 12
            assert days[1] == pd.Timestamp("2024-02-29")
            """,
        ),
    ),
    Case(
        name="timestamp",
        given=PANDAS,
        solution="""
            def latest(days):
                ### BEGIN SOLUTION
                return pd.to_datetime(days).max()
                ### END SOLUTION
        """,
        wrong="""
            def latest(days):
                return pd.to_datetime(days).min()
        """,
        other_right="""
            import datetime

            def latest(days):
                return datetime.datetime.fromisoformat(max(days))
        """,
        tests=(
            """
            result = latest(['2024-01-05', '2024-03-01'])
            assert (result.year, result.month, result.day) == (2024, 3, 1)
            """,
        ),
    ),
    Case(
        name="timestamps_as_argument",
        given=PANDAS,
        solution="""
            def weekly(series):
                ### BEGIN SOLUTION
                return series.resample("W").sum()
                ### END SOLUTION
        """,
        wrong="""
            def weekly(series):
                return series.resample("ME").sum()
        """,
        tests=(
            """
            import pandas as pd
            days = pd.date_range("2024-01-01", periods=14)
            assert weekly(pd.Series(range(14), index=days)).tolist() == [21, 70]
            """,
        ),
    ),
    Case(
        name="pivot",
        given=PANDAS,
        solution="""
            def crosstab(df):
                ### BEGIN SOLUTION
                return df.pivot_table(index="shop", columns="item", values="sold", aggfunc="sum", fill_value=0)
                ### END SOLUTION
        """,
        wrong="""
            def crosstab(df):
                return df.pivot_table(index="item", columns="shop", values="sold", aggfunc="sum", fill_value=0)
        """,
        tests=(
            """
            import pandas as pd
            rows = [("N", "tea", 1), ("S", "tea", 2), ("S", "milk", 3)]
            table = crosstab(pd.DataFrame(rows, columns=["shop", "item", "sold"]))
            assert table.loc["S", "milk"] == 3 and table.loc["N", "milk"] == 0
            assert table.columns.name == "item"
            """,
        ),
    ),
    Case(
        name="table_as_a_whole",
        given=PANDAS,
        solution="""
            def join(left, right):
                ### BEGIN SOLUTION
                return left.merge(right, on="id", how="left")
                ### END SOLUTION
        """,
        wrong="""
            def join(left, right):
                return left.merge(right, on="id")
        """,
        tests=(
            """
            import pandas as pd
            left = pd.DataFrame({"id": [1, 2], "a": ["x", "y"]})
            right = pd.DataFrame({"id": [1], "b": [5.0]})
            expected = pd.DataFrame({"id": [1, 2], "a": ["x", "y"], "b": [5.0, None]})
            pd.testing.assert_frame_equal(join(left, right), expected)
            """,
        ),
    ),
    Case(
        name="table_as_a_variable",
        before="""
            import pandas as pd
            people = pd.DataFrame({"name": ["ada", "bob", "eve"], "age": [36, 17, 25]})
        """,
        solution="""
            ### BEGIN SOLUTION
            adults = people[people["age"] >= 18].reset_index(drop=True)
            ### END SOLUTION
        """,
        wrong='adults = people[people["age"] > 30].reset_index(drop=True)',
        tests=("assert adults['name'].tolist() == ['ada', 'eve']\nassert len(people) == 3",),
    ),
    Case(
        name="groups_that_are_returned",
        given=PANDAS,
        solution="""
            def by_team(df):
                ### BEGIN SOLUTION
                return df.groupby("team")
                ### END SOLUTION
        """,
        wrong="""
            def by_team(df):
                return df.groupby("goals")
        """,
        tests=(
            """
            import pandas as pd
            groups = by_team(pd.DataFrame({"team": ["a", "b", "a"], "goals": [1, 2, 3]}))
            assert groups["goals"].sum().to_dict() == {"a": 4, "b": 2}
            """,
        ),
    ),
    Case(
        name="intervals",
        given=PANDAS,
        solution="""
            def age_groups(ages):
                ### BEGIN SOLUTION
                return pd.cut(ages, [0, 18, 65, 120])
                ### END SOLUTION
        """,
        wrong="""
            def age_groups(ages):
                return pd.cut(ages, 3)
        """,
        tests=(
            """
            import pandas as pd
            groups = age_groups(pd.Series([10, 40, 70]))
            assert groups[1] == pd.Interval(18, 65) and 66 in groups[2]
            """,
        ),
    ),
    Case(
        name="time_differences",
        given=PANDAS,
        solution="""
            def waiting(begin, end):
                ### BEGIN SOLUTION
                return pd.to_datetime(end) - pd.to_datetime(begin)
                ### END SOLUTION
        """,
        wrong="""
            def waiting(begin, end):
                return pd.to_datetime(begin) - pd.to_datetime(end)
        """,
        other_right="""
            import datetime

            def waiting(begin, end):
                parse = datetime.datetime.fromisoformat
                return parse(end) - parse(begin)
        """,
        tests=(
            "import pandas as pd\nassert waiting('2024-01-01 08:00', '2024-01-01 09:30') == pd.Timedelta(minutes=90)",
        ),
    ),
)
