"""Plain Python: loops, math, no numpy."""

import math


def gradient_metrics(norms):
    norms = [float(norm) for norm in norms]
    n = len(norms)
    out = {"min_gradient": 0.0, "max_gradient": 0.0, "mean_gradient": 0.0, "std_gradient": 0.0}
    if n and any(math.isnan(norm) for norm in norms):
        out = dict.fromkeys(out, math.nan)
    elif n:
        mean = sum(norms) / n
        spread = (
            math.sqrt(sum((norm - mean) ** 2 for norm in norms) / n)
            if mean < math.inf
            else math.nan
        )
        out = {
            "min_gradient": min(norms),
            "max_gradient": max(norms),
            "mean_gradient": mean,
            "std_gradient": spread,
        }
    out["vanished_layers"] = sum(1 for norm in norms if norm < 1e-6)
    out["weak_layers"] = sum(1 for norm in norms if norm < 1e-4)
    out["exploded_layers"] = sum(1 for norm in norms if not norm < 100)
    out["total_layers"] = n
    return out
