"""The numbers that 04 compares are the ones that 03's official functions give; run as a program, this writes them anew.

python -m tests.test_measurements writes initcourse/measurements.json: medians over the seeds 0 to 4 of seven
initializations on six networks. LSUV sets its scale on one batch; every method is measured on another.
"""

import itertools
import json

import numpy as np
import pytest

from initcourse import data, networks
from initcourse.grading.course.assignment import read_assignment
from tests.support.small_course import ROOT

import keras  # isort: skip  after networks, which keeps TensorFlow quiet

SEEDS = range(5)
DEEP_SIZES = (64,) * 30 + (10,)
NETWORKS = {  # sizes, and the activations that its hidden layers take in turn
    "lesson-tanh": (networks.LESSON_SIZES, ("tanh",)),
    "lesson-relu": (networks.LESSON_SIZES, ("relu",)),
    "deep-relu": (DEEP_SIZES, ("relu",)),
    "deep-tanh": (DEEP_SIZES, ("tanh",)),
    "deep-selu": (DEEP_SIZES, ("selu",)),
    "deep-mixed": (DEEP_SIZES, ("relu", "tanh", "selu", "gelu")),
}
INITIALIZERS = {
    "random_normal": lambda seed: keras.initializers.RandomNormal(stddev=1.0, seed=seed),
    "random_small": lambda seed: keras.initializers.RandomNormal(stddev=0.01, seed=seed),
    "glorot_uniform": keras.initializers.GlorotUniform,
    "glorot_normal": keras.initializers.GlorotNormal,
    "he_uniform": keras.initializers.HeUniform,
    "he_normal": keras.initializers.HeNormal,
    "lsuv": keras.initializers.Orthogonal,
}


def build(sizes, activations):
    layers = [keras.layers.Dense(n, phi) for n, phi in zip(sizes[1:-1], itertools.cycle(activations), strict=False)]
    return keras.Sequential([keras.Input((sizes[0],)), *layers, keras.layers.Dense(sizes[-1])])


def initialize(model, method, seed, X):
    """Draw every kernel anew, each with a seed of its own; LSUV then rescales them on the batch `X`."""
    for number, layer in enumerate(model.layers):
        kernel = INITIALIZERS[method](seed=1000 * seed + number)(layer.kernel.shape).numpy()
        if method == "lsuv":
            kernel /= (X @ kernel).std()  # zero bias: one rescale is exact (Mishkin & Matas 2016)
            X = keras.ops.convert_to_numpy(layer.activation(X @ kernel))
        layer.set_weights([kernel, np.zeros(kernel.shape[1], "float32")])


def batches(network, seed):
    """Return a batch for LSUV, a batch to measure on, and its labels: digits for the deep networks, else noise."""
    X, y = data.digits() if network.startswith("deep") else data.normal_batch(512, seed=seed)
    rows = np.random.default_rng(seed).permutation(len(X))[:512]
    return X[rows[:256]], X[rows[256:]], y[rows[256:]]


def official():
    """Return the names that the solution cells of 03 define."""
    names = {}
    for cell in read_assignment(ROOT, "03_gradient_flow").cells:
        if cell.kind in ("locked", "solution"):
            exec(cell.code, names)
    return names


def measure(functions, model, X, y):
    with np.errstate(all="ignore"):
        layers = networks.trace(model, X, y)
        inputs = [X, *(layer.activations for layer in layers[:-1])]
        signals = [layer.signals.astype(float) for layer in layers]
        # float64: in the largest of these networks the sum of squares is beyond float32
        norms = [float(np.linalg.norm(h.astype(float).T @ delta)) for h, delta in zip(inputs, signals, strict=True)]
        metrics = functions["gradient_metrics"](norms)
        ratio = functions["signal_ratio"](signals)
    kept = ("min_gradient", "max_gradient", "mean_gradient", "std_gradient", "vanished_layers")
    measured = {"score": functions["health_score"](metrics), "signal_ratio": ratio, "gradient_norms": norms}
    return measured | {name: metrics[name] for name in kept}


def measure_all(functions):
    found = {}
    for network, shape in NETWORKS.items():
        model = build(*shape)
        found[network] = {}
        for method in INITIALIZERS:
            rows = []
            for seed in SEEDS:
                calibration, X, y = batches(network, seed)
                initialize(model, method, seed, calibration)
                rows.append(measure(functions, model, X, y))
            found[network][method] = {key: np.median([row[key] for row in rows], axis=0) for key in rows[0]}
    return found


@pytest.mark.slow
def test_every_packaged_number_is_what_the_official_functions_measure():
    packaged, measured = data.measurements(), measure_all(official())
    assert packaged.keys() == measured.keys()
    for network, method in itertools.product(packaged, INITIALIZERS):
        ours, fresh = packaged[network][method], measured[network][method]
        assert ours.keys() == fresh.keys()
        for key in ours:
            # float32 sums differ between machines in the sixth digit, and 30 layers multiply that
            assert ours[key] == pytest.approx(fresh[key], rel=5e-3), (network, method, key)


def test_the_networks_of_the_measurements_are_measured_by_gradient_norms_too():
    functions = official()
    model = build(*NETWORKS["lesson-tanh"])
    calibration, X, y = batches("lesson-tanh", 0)
    initialize(model, "glorot_normal", 0, calibration)
    norms = functions["gradient_norms"](model, X, y)
    assert norms == pytest.approx(measure(functions, model, X, y)["gradient_norms"], rel=1e-4)


if __name__ == "__main__":
    numbers = {
        network: {
            method: {key: np.vectorize(lambda x: float(f"{x:.5e}"))(value).tolist() for key, value in row.items()}
            for method, row in rows.items()
        }
        for network, rows in measure_all(official()).items()
    }
    for row in (row for rows in numbers.values() for row in rows.values()):
        row.update(score=int(row["score"]), vanished_layers=int(row["vanished_layers"]))
    text = json.dumps(numbers, indent=1, allow_nan=False) + "\n"
    (ROOT / "initcourse/measurements.json").write_text(text, encoding="utf-8")
