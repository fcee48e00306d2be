"""What staff commands raise on purpose: the text says in one line what is wrong and what to do."""


class CourseError(Exception):
    """Something that a person must put right."""

    exit_code = 1


class ArgumentError(CourseError):
    """A command was called with something that does not exist."""

    exit_code = 2


def first_line(text: str) -> str:
    """Return the first line of a message that another program or library wrote."""
    return text.strip().partition("\n")[0]
