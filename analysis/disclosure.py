"""Small counts (R27): what could point at a person is not shown, nor can it be worked out from the totals.

Counts of persons only: teams, sites and amounts of money are no persons. Zeros stay: they identify nobody.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from typing import NamedTuple

STAR = "*"
LOW, HIGH = 1, 4
Count = int | None
Place = tuple[int, int]
Node = tuple[int, int]


def suppress(cells: Sequence[Count], *, low: int = LOW, high: int = HIGH) -> list[int | str | None]:
    """A row of counts whose total is printed elsewhere: small ones and what would give them away become «*».

    Where nothing but the total can cover a count, `with_total` hides the total as well.
    """
    return with_total(cells, low=low, high=high)[0]


def with_total(cells: Sequence[Count], *, low: int = LOW, high: int = HIGH) -> tuple[list[int | str | None], int | str]:
    """A row of counts and its total, hidden where they must be.

    Whoever subtracts what is shown from the total learns the sum of the hidden counts, and knows that none is zero: so
    at least two are hidden, and not all of them are one.
    """
    total = sum(cell or 0 for cell in cells)
    hidden = {at for at, cell in enumerate(cells) if cell is not None and low <= cell <= high}
    bare = low <= total <= high
    others = sorted((cell, at) for at, cell in enumerate(cells) if cell and at not in hidden)
    if hidden and not bare and (len(hidden) == 1 or sum(cells[at] or 0 for at in hidden) == len(hidden)):
        hidden |= {at for _, at in others[:1]}
        bare = not others
    return [STAR if at in hidden else cell for at, cell in enumerate(cells)], STAR if bare else total


class _Grid(NamedTuple):
    """Counts that are not zero by (row, column), totals in the last row and column, and what hiding each costs."""

    counts: Mapping[Place, int]
    costs: Mapping[Place, int]
    corner: Place

    def may(self, place: Place, sign: int) -> bool:
        """Whether a count can move by one: upwards always, downwards when it stays a count that is hidden.

        A total enters its equation with the other sign, the grand total with that of the counts.
        """
        total = (place[0] == self.corner[0]) != (place[1] == self.corner[1])
        return (sign > 0) != total or self.counts[place] > 1


def table(cells: Sequence[Sequence[Count]], *, low: int = LOW, high: int = HIGH) -> list[list[int | str | None]]:
    """A two-way table of counts with its totals added as last row and last column, hidden where they must be.

    First every count, total or not, between `low` and `high`; then complements until no hidden one can be worked out.
    Rows and columns are nodes, hidden counts edges: a count could be another one exactly when a circle through it can
    be shifted by one, alternately up and down, with no count falling to zero (zeros are shown, so a hidden one is
    none). A count without such a circle gets the one that hides least. None: not reported, in no total, never a cover.
    """
    full = _with_totals(cells)
    grid = _grid(full)
    hidden = {place for place, count in grid.counts.items() if low <= count <= high}
    given_away = True
    while given_away:
        given_away = False
        for place in sorted(hidden):
            if not _circle(place, grid, dict.fromkeys(hidden, 0)):
                free = {one: 0 if one in hidden else cost for one, cost in grid.costs.items()}
                hidden |= _circle(place, grid, free)
                given_away = True
                break
    return [[STAR if (row, column) in hidden else count for column, count in enumerate(line)]
            for row, line in enumerate(full)]


def _with_totals(cells: Sequence[Sequence[Count]]) -> list[list[Count]]:
    lines: list[list[Count]] = [[*line, sum(cell or 0 for cell in line)] for line in cells]
    return [*lines, [sum(line[column] or 0 for line in lines) for column in range(len(lines[0]) if lines else 0)]]


def _grid(full: Sequence[Sequence[Count]]) -> _Grid:
    """Hiding costs the count itself; totals are hidden last, the grand total after all others."""
    counts = {(row, column): count for row, line in enumerate(full) for column, count in enumerate(line) if count}
    corner = (len(full) - 1, len(full[0]) - 1)
    dear = (sum(counts.values()) + 1) * len(full) * len(full[0])
    costs = {place: count + dear * (2 if place == corner else place[0] == corner[0] or place[1] == corner[1])
             for place, count in counts.items()}
    return _Grid(counts, costs, corner)


def _circle(place: Place, grid: _Grid, costs: Mapping[Place, int]) -> set[Place]:
    """The cheapest circle of counts that can be shifted with this one, upwards or downwards; empty: there is none."""
    found = [way for sign in (1, -1) if grid.may(place, sign) for way in [_way(place, sign, grid, costs)] if way]
    return min((set(way) for way in found), key=lambda way: sum(costs[one] for one in way), default=set())


def _way(place: Place, sign: int, grid: _Grid, costs: Mapping[Place, int]) -> tuple[Place, ...]:
    """The cheapest way from the row of a count to its column round it (Dijkstra); `sign` is how the count moves."""
    edges: dict[Node, list[tuple[int, Node, Place]]] = {}
    for one, cost in costs.items():
        row, column = (0, one[0]), (1, one[1])
        if one != place and grid.may(one, -sign):
            edges.setdefault(row, []).append((cost, column, one))
        if one != place and grid.may(one, sign):
            edges.setdefault(column, []).append((cost, row, one))
    queue: list[tuple[int, Node, tuple[Place, ...]]] = [(0, (0, place[0]), ())]
    seen: set[Node] = set()
    while queue:
        cost, node, way = heapq.heappop(queue)
        if node == (1, place[1]):
            return way
        if node not in seen:
            seen.add(node)
            for more, to, edge in edges.get(node, ()):
                heapq.heappush(queue, (cost + more, to, (*way, edge)))
    return ()


def hide_rate(denominator: float | None, *, minimum: float = 10) -> bool:
    """A rate over fewer than `minimum` is not shown."""
    return denominator is not None and 0 < denominator < minimum
