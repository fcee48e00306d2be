"""Numbers every layer of the model, Activation layers too.

Loses: weight_statistics-rows
Hint: count the kernels, not the layers of the model: an Activation layer has no number
"""


def weight_statistics(model):
    rows = []
    for number, layer in enumerate(model.layers, 1):
        if layer.weights:
            k = layer.kernel.numpy()
            rows.append(
                {
                    "layer": number,
                    "shape": k.shape,
                    "size": k.size,
                    "mean": k.mean(),
                    "std": k.std(),
                    "min": k.min(),
                    "max": k.max(),
                }
            )
    return rows
