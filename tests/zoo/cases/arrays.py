"""Answers that are arrays and what is made of them: NumPy, SciPy, scikit-learn."""

from tests.zoo.case import Case

NUMPY = "import numpy as np"

CASES = (
    Case(
        name="array",
        given=NUMPY,
        solution="""
            def normalize(x):
                ### BEGIN SOLUTION
                return (x - x.mean()) / x.std()
                ### END SOLUTION
        """,
        wrong="""
            def normalize(x):
                return x - x.mean() / x.std()
        """,
        other_right="""
            def normalize(x):
                mean = sum(x) / len(x)
                spread = (sum((v - mean) ** 2 for v in x) / len(x)) ** 0.5
                return [(v - mean) / spread for v in x]
        """,
        tests=(
            """
            import numpy as np
            z = normalize(np.array([1.0, 2.0, 3.0]))
            np.testing.assert_allclose(z, [-1.2247449, 0, 1.2247449], atol=1e-6)
            """,
        ),
    ),
    Case(
        name="type_of_an_array",
        given=NUMPY,
        solution="""
            def to_gray(image):
                ### BEGIN SOLUTION
                return image.mean(axis=2).astype(np.uint8)
                ### END SOLUTION
        """,
        wrong="""
            def to_gray(image):
                return image.mean(axis=2)
        """,
        tests=(
            """
            import numpy as np
            gray = to_gray(np.full((2, 3, 3), 30, dtype=np.uint8))
            assert gray.shape == (2, 3) and gray.dtype == np.uint8 and (gray == 30).all()
            """,
        ),
    ),
    Case(
        name="array_like",
        given=NUMPY,
        solution="""
            def unit(x):
                ### BEGIN SOLUTION
                return x / np.linalg.norm(x)
                ### END SOLUTION
        """,
        wrong="""
            def unit(x):
                return x / x.sum()
        """,
        other_right="""
            class Unit:
                def __init__(self, x):
                    self.x = x

                def __array__(self, dtype=None, copy=None):
                    return np.asarray(self.x / np.sqrt(self.x @ self.x), dtype)

            def unit(x):
                return Unit(x)
        """,
        tests=("import numpy as np\nassert np.allclose(unit(np.array([3.0, 4.0])), [0.6, 0.8])",),
    ),
    Case(
        name="array_changed_in_place",
        given=NUMPY,
        solution="""
            def clip_negative(x):
                ### BEGIN SOLUTION
                x[x < 0] = 0
                ### END SOLUTION
        """,
        wrong="""
            def clip_negative(x):
                x = np.where(x < 0, 0, x)
        """,
        tests=("import numpy as np\nx = np.array([-1, 2, -3])\nclip_negative(x)\nassert x.tolist() == [0, 2, 0]",),
    ),
    Case(
        name="part_of_an_array_changed_in_place",
        given=NUMPY,
        solution="""
            def zero(x):
                ### BEGIN SOLUTION
                x[...] = 0
                ### END SOLUTION
        """,
        wrong="""
            def zero(x):
                x = x * 0
        """,
        tests=("import numpy as np\nm = np.ones((2, 2))\nzero(m[0])\nassert m.tolist() == [[0, 0], [1, 1]]",),
    ),
    Case(
        name="copy_and_not_a_view",
        given=NUMPY,
        solution="""
            def backwards(x):
                ### BEGIN SOLUTION
                return x[::-1].copy()
                ### END SOLUTION
        """,
        wrong="""
            def backwards(x):
                return x[::-1]
        """,
        tests=("import numpy as np\nx = np.arange(3)\ny = backwards(x)\ny[0] = 99\nassert x.tolist() == [0, 1, 2]",),
    ),
    Case(
        name="view_and_not_a_copy",
        given=NUMPY,
        solution="""
            def diagonal_block(matrix, size):
                ### BEGIN SOLUTION
                return matrix[:size, :size]
                ### END SOLUTION
        """,
        wrong="""
            def diagonal_block(matrix, size):
                return matrix[:size, :size].copy()
        """,
        tests=(
            """
            import numpy as np
            matrix = np.zeros((3, 3))
            diagonal_block(matrix, 2)[...] = 1
            assert matrix.sum() == 4
            """,
        ),
    ),
    Case(
        name="shared_memory",
        given=NUMPY,
        solution="""
            def halves(x):
                ### BEGIN SOLUTION
                return x[: len(x) // 2].copy(), x[len(x) // 2 :].copy()
                ### END SOLUTION
        """,
        wrong="""
            def halves(x):
                return np.split(x, 2)
        """,
        tests=(
            """
            import numpy as np
            x = np.arange(4)
            first, second = halves(x)
            assert first.tolist() == [0, 1] and second.tolist() == [2, 3]
            assert not np.shares_memory(x, first) and not np.shares_memory(x, second)
            """,
        ),
    ),
    Case(
        name="array_that_can_be_written",
        given=NUMPY,
        solution="""
            def repeated(row, times):
                ### BEGIN SOLUTION
                return np.tile(row, (times, 1))
                ### END SOLUTION
        """,
        wrong="""
            def repeated(row, times):
                return np.broadcast_to(row, (times, len(row)))
        """,
        tests=(
            """
            import numpy as np
            rows = repeated(np.array([1, 2]), 2)
            rows[0, 0] = 5
            assert rows.tolist() == [[5, 2], [1, 2]]
            """,
        ),
    ),
    Case(
        name="order_in_memory",
        given=NUMPY,
        solution="""
            def transposed(matrix):
                ### BEGIN SOLUTION
                return np.ascontiguousarray(matrix.T)
                ### END SOLUTION
        """,
        wrong="""
            def transposed(matrix):
                return matrix.T
        """,
        tests=(
            """
            import numpy as np
            result = transposed(np.arange(6).reshape(2, 3))
            assert result[2, 1] == 5 and result.flags["C_CONTIGUOUS"]
            """,
        ),
    ),
    Case(
        name="masked_array",
        given=NUMPY,
        solution="""
            def valid(x):
                ### BEGIN SOLUTION
                return np.ma.masked_less(x, 0)
                ### END SOLUTION
        """,
        wrong="""
            def valid(x):
                return np.ma.masked_greater(x, 0)
        """,
        tests=(
            """
            import numpy as np
            m = valid(np.array([1, -5, 3]))
            assert m.mean() == 2
            assert m.mask.tolist() == [0, 1, 0]
            """,
        ),
    ),
    Case(
        name="structured_array",
        given=NUMPY,
        solution="""
            def records(names, ages):
                ### BEGIN SOLUTION
                return np.array(list(zip(names, ages)), dtype=[("name", "U10"), ("age", "i4")])
                ### END SOLUTION
        """,
        wrong="""
            def records(names, ages):
                return np.array(list(zip(names, ages)))
        """,
        tests=(
            """
            people = records(["ada", "bob"], [36, 17])
            assert people["age"].tolist() == [36, 17]
            assert people[people["age"] > 18]["name"][0] == "ada"
            """,
        ),
    ),
    Case(
        name="array_of_dates",
        given=NUMPY,
        solution="""
            def days_between(first, last):
                ### BEGIN SOLUTION
                return np.arange(first, last, dtype="datetime64[D]")
                ### END SOLUTION
        """,
        wrong="""
            def days_between(first, last):
                return np.arange(first, last, dtype="datetime64[M]")
        """,
        tests=(
            """
            import numpy as np
            days = days_between("2024-02-27", "2024-03-02")
            assert len(days) == 4 and days[2] == np.datetime64("2024-02-29")
            assert days.dtype == "datetime64[D]"
            """,
        ),
    ),
    Case(
        name="polynomial",
        given=NUMPY,
        solution="""
            def fit_line(x, y):
                ### BEGIN SOLUTION
                return np.poly1d(np.polyfit(x, y, 1))
                ### END SOLUTION
        """,
        wrong="""
            def fit_line(x, y):
                return np.poly1d(np.polyfit(y, x, 1))
        """,
        other_right="""
            from numpy.polynomial import Polynomial

            def fit_line(x, y):
                return Polynomial.fit(x, y, 1)
        """,
        tests=("line = fit_line([0, 1, 2], [1, 3, 5])\nassert abs(line(10) - 21) < 1e-9",),
    ),
    Case(
        name="sparse_matrix",
        solution="""
            from scipy import sparse

            def laplacian(n):
                ### BEGIN SOLUTION
                return sparse.diags([-1.0, 2.0, -1.0], [-1, 0, 1], shape=(n, n)).tocsr()
                ### END SOLUTION
        """,
        wrong="""
            from scipy import sparse

            def laplacian(n):
                return sparse.diags([1.0, -2.0, 1.0], [-1, 0, 1], shape=(n, n)).tocsr()
        """,
        tests=(
            """
            import scipy.sparse
            matrix = laplacian(4)
            assert scipy.sparse.issparse(matrix) and matrix.nnz == 10
            assert matrix.toarray()[0].tolist() == [2, -1, 0, 0]
            """,
        ),
    ),
    Case(
        name="vectorized_function",
        given=NUMPY,
        solution="""
            def step(x):
                ### BEGIN SOLUTION
                return 1.0 if x > 0 else 0.0
                ### END SOLUTION
        """,
        wrong="""
            def step(x):
                return 1.0 if x >= 0 else 0.0
        """,
        tests=("import numpy as np\nassert np.vectorize(step)(np.array([-1, 0, 2])).tolist() == [0, 0, 1]",),
    ),
    Case(
        name="large_array",
        given=NUMPY,
        solution="""
            def outer(n):
                ### BEGIN SOLUTION
                return np.multiply.outer(np.arange(n), np.arange(n))
                ### END SOLUTION
        """,
        wrong="""
            def outer(n):
                return np.add.outer(np.arange(n), np.arange(n))
        """,
        tests=("table = outer(2500)\nassert table.shape == (2500, 2500) and table[7, 2000] == 14000",),
    ),
    Case(
        name="generator_as_argument",
        given=NUMPY,
        solution="""
            def roll(rng, n):
                ### BEGIN SOLUTION
                return rng.integers(1, 7, size=n)
                ### END SOLUTION
        """,
        wrong="""
            def roll(rng, n):
                return rng.integers(1, 6, size=n)
        """,
        tests=(
            """
            import numpy as np
            rolls = roll(np.random.default_rng(1), 1000)
            assert rolls.min() == 1 and rolls.max() == 6
            assert (rolls == np.random.default_rng(1).integers(1, 7, size=1000)).all()
            """,
        ),
    ),
    Case(
        name="named_results_of_a_library",
        given=NUMPY,
        solution="""
            def spectrum(matrix):
                ### BEGIN SOLUTION
                return np.linalg.eigh(matrix)
                ### END SOLUTION
        """,
        wrong="""
            def spectrum(matrix):
                return np.linalg.eig(matrix)
        """,
        tests=(
            """
            import numpy as np
            result = spectrum(np.array([[2.0, 1.0], [1.0, 2.0]]))
            assert np.allclose(result.eigenvalues, [1, 3])
            """,
        ),
    ),
    Case(
        name="result_of_an_optimizer",
        solution="""
            from scipy import optimize

            def minimize(a):
                ### BEGIN SOLUTION
                return optimize.minimize_scalar(lambda x: (x - a) ** 2 + 1)
                ### END SOLUTION
        """,
        wrong="""
            from scipy import optimize

            def minimize(a):
                return optimize.minimize_scalar(lambda x: (x + a) ** 2 + 1)
        """,
        tests=(
            """
            result = minimize(3)
            assert result.success and abs(result.x - 3) < 1e-6
            assert abs(result.fun - 1) < 1e-9
            """,
        ),
    ),
    Case(
        name="frozen_distribution",
        solution="""
            from scipy import stats

            def heights(mean, deviation):
                ### BEGIN SOLUTION
                return stats.norm(mean, deviation)
                ### END SOLUTION
        """,
        wrong="""
            from scipy import stats

            def heights(mean, deviation):
                return stats.norm(mean, deviation ** 2)
        """,
        tests=("assert abs(heights(170, 10).cdf(180) - 0.8413) < 1e-4",),
    ),
    Case(
        name="interpolating_function",
        solution="""
            from scipy.interpolate import CubicSpline

            def interpolate(x, y):
                ### BEGIN SOLUTION
                return CubicSpline(x, y)
                ### END SOLUTION
        """,
        wrong="""
            from scipy.interpolate import CubicSpline

            def interpolate(x, y):
                return CubicSpline(x, list(y)[::-1])
        """,
        tests=("f = interpolate([0, 1, 2, 3], [0, 1, 8, 27])\nassert abs(f(2.5) - 15.625) < 1e-9",),
    ),
    Case(
        name="fitted_model",
        given="import numpy as np\nfrom sklearn.linear_model import LinearRegression",
        solution="""
            def fit(X, y):
                ### BEGIN SOLUTION
                return LinearRegression().fit(X, y)
                ### END SOLUTION
        """,
        wrong="""
            def fit(X, y):
                return LinearRegression(fit_intercept=False).fit(X, y)
        """,
        other_right="""
            class Line:
                def __init__(self, X, y):
                    design = np.column_stack([X, np.ones(len(X))])
                    *self.coef_, self.intercept_ = np.linalg.lstsq(design, y, rcond=None)[0]

                def predict(self, X):
                    return np.asarray(X) @ self.coef_ + self.intercept_

            def fit(X, y):
                return Line(X, y)
        """,
        tests=(
            """
            import numpy as np
            model = fit(np.array([[0.0], [1.0], [2.0]]), np.array([1.0, 3.0, 5.0]))
            assert np.allclose(model.coef_, 2) and np.allclose(model.predict([[5.0]]), 11)
            """,
        ),
    ),
    Case(
        name="estimator_of_the_student",
        given="import numpy as np\nfrom sklearn.base import BaseEstimator, ClassifierMixin",
        solution="""
            ### BEGIN SOLUTION
            class MajorityClassifier(ClassifierMixin, BaseEstimator):
                def fit(self, X, y):
                    self.classes_, counts = np.unique(y, return_counts=True)
                    self.most_ = self.classes_[counts.argmax()]
                    return self

                def predict(self, X):
                    return np.full(len(X), self.most_)
            ### END SOLUTION
        """,
        wrong="""
            class MajorityClassifier(ClassifierMixin, BaseEstimator):
                def fit(self, X, y):
                    self.classes_ = np.unique(y)
                    self.most_ = self.classes_[0]
                    return self

                def predict(self, X):
                    return np.full(len(X), self.most_)
        """,
        tests=(
            """
            import numpy as np
            from sklearn.model_selection import cross_val_score
            X, y = np.zeros((10, 1)), np.array([0, 1, 1, 1, 1] * 2)
            assert cross_val_score(MajorityClassifier(), X, y, cv=2).mean() == 0.8
            """,
        ),
    ),
    Case(
        name="function_that_is_integrated",
        given=NUMPY,
        solution="""
            def density(x):
                ### BEGIN SOLUTION
                return np.exp(-x ** 2 / 2) / np.sqrt(2 * np.pi)
                ### END SOLUTION
        """,
        wrong="""
            def density(x):
                return np.exp(-x ** 2) / np.sqrt(2 * np.pi)
        """,
        other_right="""
            from decimal import Decimal

            def density(x):
                return np.float32((Decimal(-x * x / 2).exp()) / Decimal(2 * np.pi).sqrt())
        """,
        tests=("from scipy.integrate import quad\nassert abs(quad(density, -8, 8)[0] - 1) < 1e-6",),
    ),
    Case(
        name="array_of_objects",
        given="import numpy as np\nfrom fractions import Fraction",
        solution="""
            def hilbert(n):
                ### BEGIN SOLUTION
                return np.array([[Fraction(1, i + j + 1) for j in range(n)] for i in range(n)])
                ### END SOLUTION
        """,
        wrong="""
            def hilbert(n):
                return np.array([[1 / (i + j + 1) for j in range(n)] for i in range(n)])
        """,
        tests=("from fractions import Fraction\nassert hilbert(3)[1, 1] + hilbert(3)[0, 2] == Fraction(2, 3)",),
    ),
)
