"""Large weights under ReLU: everything explodes alike."""


def fool_the_score():
    return {"scheme": "random_normal", "activation": "relu", "depth": 12, "width": 64}
