"""A pandas DataFrame, sorted by two columns."""

import pandas as pd


def final_table(results: dict) -> list[dict]:
    table = pd.DataFrame.from_dict(results, orient="index").rename_axis("method").reset_index()
    table = table.sort_values(["score", "method"], ascending=[False, True])
    columns = [
        "method",
        "score",
        "min_gradient",
        "max_gradient",
        "mean_gradient",
        "vanished_layers",
    ]
    return table[columns].to_dict("records")
