"""What became of a layout: which columns moved, vanished or are new against the one that is remembered."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

NEAR = 0.5  # the share of headers in common from which a layout counts as the same one, changed


class Move(NamedTuple):
    """A column that stands elsewhere: its words, where it was and where it is."""

    text: str
    was: str
    now: str


class Drift(NamedTuple):
    """moved: the order changed; shifted: pushed along by others, order kept; vanished and new: words."""

    moved: tuple[Move, ...]
    shifted: tuple[Move, ...]
    vanished: tuple[str, ...]
    new: tuple[str, ...]

    def __bool__(self) -> bool:
        return any(self)


Columns = Sequence[Sequence[str]]


def drift(remembered: Columns, now: Columns) -> Drift:
    """Both are `fingerprint.columns`: [words, letters] of each column, left to right."""
    was, here = {text: at for text, at in remembered}, {text: at for text, at in now}
    common = [text for text, _ in now if text in was]
    steady = _in_order([list(was).index(text) for text in common])
    moves = {text: Move(text, was[text], here[text]) for text in common if was[text] != here[text]}
    kept = {text for at, text in enumerate(common) if at in steady}
    return Drift(
        tuple(move for text, move in moves.items() if text not in kept),
        tuple(move for text, move in moves.items() if text in kept),
        tuple(text for text, _ in remembered if text not in here), tuple(text for text, _ in now if text not in was),
    )  # fmt: skip


def likeness(one: Columns, other: Columns) -> float:
    """The share of headers that two layouts have in common, 0 to 1."""
    a, b = {text for text, _ in one}, {text for text, _ in other}
    return len(a & b) / len(a | b) if a | b else 0.0


def _in_order(numbers: list[int]) -> set[int]:
    """Places of a longest rising run: those columns stayed, the others moved."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1], ends[at : at + 1] = [number], [place]
    found, place = set(), ends[-1] if ends else -1
    while place >= 0:
        found.add(place)
        place = before[place]
    return found
