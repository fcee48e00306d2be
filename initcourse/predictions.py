"""Predictions: a guess that is kept before a result is shown, and stands under it afterwards.

The cell before a result calls `predict`, the result's cell ends with `reveal`. Both print plain text, which every
front end and every screen reader shows, and need no widget. A guess changes nothing else: it is not graded, whatever
it is, and a result whose cell of the guess was never run looks as it would without one.
"""

from __future__ import annotations

from collections.abc import Mapping

MAX_CHARACTERS = 300
"""Characters of a guess that are shown again: about three lines."""

HOW = "No guess yet: write it between the quotation marks and run this cell again, or go on without one."

_kept: dict[str, str] = {}
# State of the module, because a result must be shown even if the cell of its guess was skipped or deleted: a variable
# of the notebook would then be missing.


def predict(question: str, guess: object = "", /, **choices: str) -> None:
    """Keep a guess about the result cell with the id `question`, and say so; tell how to guess if there is none.

    `choices` are the answers to choose from by their letter, if there are any; another guess is kept as it is.
    """
    text = " ".join(str(guess).split())[:MAX_CHARACTERS]
    letter = text.strip(" .()").lower()
    offer = _offer(choices)
    if not text:
        _kept.pop(question, None)
        print(HOW, offer, sep="\n" if offer else "")
        return
    _kept[question] = f"{letter}, {choices[letter]}" if letter in choices else text
    print("Kept:", _kept[question])
    if offer and letter not in choices:
        print(offer)


def reveal(question: str) -> None:
    """Print the guess that `predict` has kept for `question`; nothing if there is none."""
    if question in _kept:
        print("You predicted:", _kept[question])


def _offer(choices: Mapping[str, str]) -> str:
    """Return the choices as one sentence, or nothing: "Choose a (it grows) or b (it shrinks)."."""
    named = [f"{letter} ({answer})" for letter, answer in choices.items()]
    head, last = named[:-1], named[-1:]
    return f"Choose {' or '.join(filter(None, [', '.join(head), *last]))}." if named else ""
