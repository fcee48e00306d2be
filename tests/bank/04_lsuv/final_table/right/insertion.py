"""Plain loops: every row is inserted in front of the first worse one."""


def comes_before(row, other):
    if row["score"] != other["score"]:
        return row["score"] > other["score"]
    return row["method"] < other["method"]


def final_table(results):
    table = []
    for method, numbers in results.items():
        row = {"method": method}
        row["score"] = numbers["score"]
        row["min_gradient"] = numbers["min_gradient"]
        row["max_gradient"] = numbers["max_gradient"]
        row["mean_gradient"] = numbers["mean_gradient"]
        row["vanished_layers"] = numbers["vanished_layers"]
        place = 0
        while place < len(table) and comes_before(table[place], row):
            place += 1
        table.insert(place, row)
    return table
