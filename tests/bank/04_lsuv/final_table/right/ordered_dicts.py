"""Rows are ordered dicts, and a heap sorts them."""

import heapq
from collections import OrderedDict

COLUMNS = ["score", "min_gradient", "max_gradient", "mean_gradient", "vanished_layers"]


def final_table(results):
    heap = [(-numbers["score"], method) for method, numbers in results.items()]
    heapq.heapify(heap)
    table = []
    while heap:
        method = heapq.heappop(heap)[1]
        row = OrderedDict(method=method)
        for column in COLUMNS:
            row[column] = results[method][column]
        table.append(row)
    return table
