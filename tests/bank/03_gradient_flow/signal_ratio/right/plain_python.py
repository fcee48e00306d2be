"""Plain Python sums over all entries."""


def signal_ratio(deltas):
    def rms(block):
        entries = [float(entry) for row in block for entry in row]
        return (sum(entry * entry for entry in entries) / len(entries)) ** 0.5

    return rms(deltas[0]) / rms(deltas[-1])
