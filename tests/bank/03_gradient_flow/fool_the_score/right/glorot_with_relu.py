"""Glorot under ReLU: half of the variance is lost in every layer."""


def fool_the_score():
    return {"scheme": "glorot_uniform", "activation": "relu", "depth": 25, "width": 128}
