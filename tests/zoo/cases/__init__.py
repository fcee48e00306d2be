"""The notebooks of the zoo, by topic."""

from tests.zoo.case import Case
from tests.zoo.cases import (
    arrays,
    capture,
    classes,
    containers,
    display,
    environment,
    errors,
    files,
    forbidding,
    functions,
    introspection,
    iterators,
    library,
    magics,
    names,
    nbgrader,
    numbers,
    state,
    tables,
)

TOPICS: dict[str, list[Case]] = {
    "numbers": numbers.CASES,
    "containers": containers.CASES,
    "iterators": iterators.CASES,
    "classes": classes.CASES,
    "errors": errors.CASES,
    "functions": functions.CASES,
    "tables": tables.CASES,
    "arrays": arrays.CASES,
    "library": library.CASES,
    "files": files.CASES,
    "capture": capture.CASES,
    "state": state.CASES,
    "introspection": introspection.CASES,
    "display": display.CASES,
    "environment": environment.CASES,
    "names": names.CASES,
    "nbgrader": nbgrader.CASES,
    "magics": magics.CASES,
    "forbidding": forbidding.CASES,
}

CASES = {one.name: one for cases in TOPICS.values() for one in cases}
"""All of them, by name."""
