"""Column chains: the header labels over a data column, outermost first, through merges, implied spans and 其中."""

from __future__ import annotations

from catalog.records import Label
from loaders.knowledge import of_which
from loaders.parts import DATA, STUB, Parts
from loaders.view import View, address


def column_chains(view: View, made: Parts) -> dict[int, tuple[Label, ...]]:
    """For every data column its labels from the top header row down; a column without header has an empty chain."""
    return {c: tuple(_labels(view, made, c)) for c in made.columns(DATA)}


def _labels(view: View, made: Parts, column: int) -> list[Label]:
    anchors: list[tuple[int, int]] = []
    for row in made.band.header:
        at = _shown(view, made, row, column, anchors)
        if at and at not in anchors:
            anchors.extend(a for a in _whole_of(view, made, at, anchors) if a not in anchors)
            anchors.append(at)
    return [Label(address(*a), view.text(*a)) for a in anchors]


def _shown(view: View, made: Parts, row: int, column: int, above: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The header cell that speaks for a column in a row: its own, a merge's, or one implied from the left."""
    at = view.anchor(row, column)
    if view.text(*at):
        return at if at[0] in made.band.header or at[0] >= min(made.band.header) else None
    return _implied(view, made, row, column, above)


def _implied(view: View, made: Parts, row: int, column: int, above: list[tuple[int, int]]) -> tuple[int, int] | None:
    """A blank header cell belongs to the text at its left, when both have labels below and one group above."""
    below = [r for r in made.band.header if r > row]
    if not below or not _own_below(view, below, column) or view.merge(row, column):
        return None
    for left in range(column - 1, made.band.left - 1, -1):
        if made.roles.get(left) == STUB:
            return None
        at = view.anchor(row, left)
        if view.text(*at):
            if view.merge(*at) and view.extent(*at)[1] > view.extent(*at)[0]:
                return None
            return at if _own_below(view, below, at[1]) and _same_group(view, made, row, at[1], above) else None
    return None


def _own_below(view: View, below: list[int], column: int) -> bool:
    return any(view.text(*view.anchor(r, column)) and view.anchor(r, column)[0] == r for r in below)


def _same_group(view: View, made: Parts, row: int, left: int, above: list[tuple[int, int]]) -> bool:
    higher = [r for r in made.band.header if r < row]
    if not higher:
        return True
    at = view.anchor(higher[-1], left)
    return not above or at == above[-1] or not view.text(*at)


def _whole_of(view: View, made: Parts, at: tuple[int, int], above: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """其中 in a header: the whole it is part of stands at its left, in the same row and group."""
    if of_which(view.text(*at)) is None:
        return []
    for left in range(at[1] - 1, made.band.left - 1, -1):
        whole = view.anchor(at[0], left)
        text = view.text(*whole)
        if made.roles.get(whole[1]) != DATA or not _under(view, made, whole, above):
            return []
        if text and of_which(text) is None:
            return [whole]
    return []


def _under(view: View, made: Parts, cell: tuple[int, int], above: list[tuple[int, int]]) -> bool:
    """Whether a header cell stands under the same heading."""
    higher = [r for r in made.band.header if r < cell[0]]
    return not above or not higher or view.anchor(higher[-1], cell[1]) in above
