"""Sends an object that remembers its second moment through the layers."""


class Signal:
    def __init__(self, activation):
        try:
            self.kept = {"relu": 1 / 2, "linear": 1}[activation]
        except KeyError as error:
            raise ValueError(f"no rule for {activation}") from error
        self.second_moment = 1.0

    def multiply(self, n_in, variance):
        self.second_moment *= n_in * variance
        return self.second_moment

    def activate(self):
        self.second_moment *= self.kept


def forward_second_moments(layer_sizes, variances, activation):
    signal, moments = Signal(activation), []
    for n_in, variance in zip(layer_sizes, variances):
        moments.append(signal.multiply(n_in, variance))
        signal.activate()
    return moments
