"""Small weights under ReLU, few layers, the dict filled step by step."""


def fool_the_score():
    answer = dict(scheme="random_small")
    answer["activation"] = "relu"
    answer["depth"], answer["width"] = 5, 256
    return answer
