"""Python's statistics module on the flattened kernels."""

import statistics


def weight_statistics(model):
    rows = []
    for layer in model.layers:
        if not layer.get_weights():
            continue
        kernel, _ = layer.get_weights()
        flat = sorted(kernel.ravel().tolist())
        rows.append(
            {
                "layer": len(rows) + 1,
                "shape": kernel.shape,
                "size": len(flat),
                "mean": statistics.fmean(flat),
                "std": statistics.pstdev(flat),
                "min": flat[0],
                "max": flat[-1],
            }
        )
    return rows
