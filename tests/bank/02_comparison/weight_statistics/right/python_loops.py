"""Plain Python on lists."""


def weight_statistics(model):
    rows = []
    for weights in model.get_weights():
        if weights.ndim != 2:
            continue
        numbers = [float(x) for row in weights.tolist() for x in row]
        mean = sum(numbers) / len(numbers)
        std = (sum((x - mean) ** 2 for x in numbers) / len(numbers)) ** 0.5
        shape = [len(weights), len(weights[0])]
        rows.append(
            dict(
                layer=len(rows) + 1,
                shape=shape,
                size=len(numbers),
                mean=mean,
                std=std,
                min=min(numbers),
                max=max(numbers),
            )
        )
    return rows
