"""He without a ReLU to pay for: the signal grows by the root of 2 in every layer."""


def fool_the_score():
    return {"scheme": "he_normal", "activation": "linear", "depth": 45, "width": 64}
