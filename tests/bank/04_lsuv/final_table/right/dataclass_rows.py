"""A dataclass whose fields say the columns and whose order says the ranking."""

from dataclasses import asdict, dataclass, fields


@dataclass
class Row:
    method: str
    score: int
    min_gradient: float
    max_gradient: float
    mean_gradient: float
    vanished_layers: int

    def __lt__(self, other):
        return (other.score, self.method) < (self.score, other.method)


def final_table(results):
    names = [field.name for field in fields(Row)]
    rows = [
        Row(**{k: v for k, v in {"method": m, **r}.items() if k in names})
        for m, r in results.items()
    ]
    return [asdict(row) for row in sorted(rows)]
