"""Plain Python over samples and units."""


def activation_statistics(layers):
    rows = []
    for h in layers:
        samples = [[float(x) for x in row] for row in h]
        numbers = [x for row in samples for x in row]
        n, units = len(numbers), len(samples[0])
        mean = sum(numbers) / n
        second = sum(x * x for x in numbers) / n
        dead = sum(1 for u in range(units) if all(row[u] == 0 for row in samples))
        rows.append(
            {
                "mean": mean,
                "std": max(second - mean**2, 0) ** 0.5,
                "second_moment": second,
                "saturated": sum(1 for x in numbers if x > 0.97 or x < -0.97) / n,
                "dead": dead / units,
            }
        )
    return rows
