import numpy as np

from initcourse import data


def test_digits_are_standardised_and_whole():
    X, y = data.digits()
    assert X.shape == (1797, 64)
    assert X.dtype == "float32"
    assert sorted(set(y)) == list(range(10))
    varying = X.std(axis=0) > 0
    assert varying.sum() == 61
    assert np.allclose(X.mean(axis=0), 0, atol=1e-5)
    assert np.allclose(X.std(axis=0)[varying], 1, atol=1e-4)


def test_a_normal_batch_is_seeded_and_has_unit_second_moment():
    X, y = data.normal_batch(400, 784, seed=3)
    again, labels = data.normal_batch(400, 784, seed=3)
    assert np.array_equal(X, again)
    assert np.array_equal(y, labels)
    assert not np.array_equal(X, data.normal_batch(400, 784, seed=4)[0])
    assert abs((X**2).mean() - 1) < 5.33 * np.sqrt(2 / X.size)
    assert set(y) <= set(range(10))
