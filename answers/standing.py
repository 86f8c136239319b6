"""Where every city stands on an indicator: one working-out for profile and heat map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from analysis.board import Board
from analysis.ranking import Place, places
from analysis.spread import Spread, quarters, spread
from answers.asked import Asked
from answers.kpis import figure, slice_of
from answers.ranking import has_targets, measured


class Standing(NamedTuple):
    """measure: completion where there are annual targets, else value. better: +1 higher, −1 lower, 0 neutral.

    values, ranks and positions are of all cities of the province: a scope changes nobody's standing.
    """

    measure: str
    better: int
    around: Spread
    values: Mapping[str, float | None]
    ranks: Mapping[str, Place]
    positions: Mapping[str, str]


def standing(asked: Asked, indicator: str) -> Standing:
    """The standing of all cities on an indicator at the chosen month."""
    basis = asked.boards.basis(indicator, asked.usual(indicator))
    key = ("standing", indicator, basis, asked.month)
    return asked.boards.kept.get(key, lambda: _standing(asked, indicator))


def _standing(asked: Asked, indicator: str) -> Standing:
    row, cities = asked.catalog.indicators[indicator], asked.catalog.cities
    board = asked.boards.board(indicator, asked.usual(indicator))
    planned = has_targets(asked, board)
    measure, digits = ("completion", 1) if planned else ("value", row.decimals)
    direction = "higher" if planned else row.direction
    values, few, hidden = _values(asked, board, measure)
    around = spread(list(values.values()))
    counted = {city: None if city in few else value for city, value in values.items()}
    found = quarters([values[city] for city in cities], around, direction, digits)
    return Standing(
        measure, {"higher": 1, "lower": -1}.get(direction, 0), around, values,
        places(counted, descending=direction != "lower", digits=digits),
        {city: "" if city in hidden else position for city, position in zip(cities, found, strict=True)})


def _values(asked: Asked, board: Board, measure: str) -> tuple[dict[str, float | None], set[str], set[str]]:
    """The measure of each city; whose rates are over too few to be ranked (R14); whose over fewer, hidden (R27)."""
    at = slice_of(board, asked.month)
    cities = asked.catalog.cities
    if at is None:
        return dict.fromkeys(cities), set(), set()
    if measure == "completion":
        return measured(board, cities, at.column, measure), set(), set()
    found = {city: figure(asked.boards, at, board.codes[city]) for city in cities}
    few, hidden = ({city for city, (_, notes) in found.items() if word in notes}
                   for word in ("small_sample", "suppressed"))
    return {city: value for city, (value, _) in found.items()}, few, hidden
