"""The zoo's notebooks, by topic: every module here has its `CASES`."""

from tests.zoo.case import Case
from tests.zoo.cases import (
    arrays,
    capture,
    classes,
    containers,
    environment,
    errors,
    figures,
    files,
    forbidding,
    functions,
    introspection,
    iterators,
    library_objects,
    magics,
    names,
    nbgrader_features,
    numbers,
    state,
    tables,
)

TOPICS: dict[str, tuple[Case, ...]] = {
    module.__name__.rpartition(".")[2]: module.CASES
    for module in (
        numbers,
        containers,
        iterators,
        classes,
        errors,
        functions,
        tables,
        arrays,
        library_objects,
        files,
        capture,
        state,
        introspection,
        figures,
        environment,
        names,
        nbgrader_features,
        forbidding,
        magics,
    )
}
"""The cases of every topic."""

CASES: dict[str, Case] = {case.name: case for cases in TOPICS.values() for case in cases}
"""All of them, by name."""
