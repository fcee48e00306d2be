"""Small weights without any activation, four layers of 200 units, and more keys than asked for."""

SPEC = ("random_small", "linear", 5, 200)


def fool_the_score() -> dict:
    keys = ["scheme", "activation", "depth", "width"]
    return {**dict(zip(keys, SPEC)), "comment": "flat gradients, no signal"}
