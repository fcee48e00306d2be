"""`python -m tests.zoo`: have plain nbgrader grade the zoo, and remember its scores in `plain.json`.

Asked is what is not known as it is now; with names, or parts of names, only those cases; `--again` asks what is known,
too. Ends with 1 if the zoo is not as it must be: a right answer without full points, a wrong one that has them.
"""

from __future__ import annotations

import sys

from tests.zoo.cases import CASES
from tests.zoo.plain import grade_plainly, remember, remembered, unfit


def main(words: list[str]) -> int:
    """Do what the command line says; return the exit code."""
    names = [word for word in words if word != "--again"]
    known = remembered(CASES.values())
    wanted = [case for case in CASES.values() if not names or any(name in case.name for name in names)]
    asked = [case for case in wanted if "--again" in words or case.name not in known]
    for case, scores in grade_plainly(asked):
        known[case.name] = scores
        remember(CASES, known)
        print(case.name, scores, flush=True)
    wrong = [line for name, scores in sorted(known.items()) for line in unfit(CASES[name], scores)]
    print(*wrong, f"{len(known)} of {len(CASES)} cases are known", sep="\n")
    return 1 if wrong or len(known) < len(CASES) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
