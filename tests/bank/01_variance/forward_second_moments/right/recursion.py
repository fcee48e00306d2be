"""Calls itself for the layers before the last one."""


def forward_second_moments(
    layer_sizes: list[int], variances: list[float], activation: str
) -> list[float]:
    if activation != "linear" and activation != "relu":
        raise ValueError("only linear and relu")
    if not variances:
        return []
    before = forward_second_moments(layer_sizes[:-1], variances[:-1], activation)
    incoming = 1.0 if not before else before[-1] * (0.5 if activation == "relu" else 1.0)
    return [*before, layer_sizes[-2] * variances[-1] * incoming]
