"""Two stable sorts in plain Python, itemgetter."""

from operator import itemgetter


def final_table(results):
    rows = []
    for method in results:
        row = {"method": method}
        for key in "score min_gradient max_gradient mean_gradient vanished_layers".split():
            row[key] = results[method][key]
        rows.append(row)
    rows.sort(key=itemgetter("method"))
    rows.sort(key=itemgetter("score"), reverse=True)
    return rows
