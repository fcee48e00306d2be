"""A small class that is told every score and keeps the winners."""


class Podium:
    def __init__(self):
        self.score = float("-inf")
        self.names = set()

    def tell(self, name, score):
        if score > self.score:
            self.score, self.names = score, set()
        if score == self.score:
            self.names.add(name)


def best_initializers(scores):
    podium = Podium()
    for name, score in scores.items():
        podium.tell(name, score)
    return sorted(podium.names)
