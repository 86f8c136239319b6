"""对比分析: cities by indicators, quarter by quarter, and one indicator for all cities."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import numpy as np

from analysis import board as boards_of
from analysis import months
from analysis.board import Board
from answers.asked import Asked, frame
from answers.records import CompareCell, CompareColumn, ComparePage, CompareRow, Multiple, Point
from answers.standing import standing
from answers.trends import axis
from catalog.entries import Page
from catalog.records import StoreState


def compare(asked: Asked, page: Page, state: StoreState) -> ComparePage:
    """The heat map: quarters are always among all cities that reported; the scope chooses which rows are shown."""
    asked.boards.load((*page.indicators, *page.small))
    found = [_column(asked, one) for one in page.indicators]
    columns = tuple(column for column, _ in found)
    rows = []
    for city in _order(asked, found):
        cells = tuple(cells[city] for _, cells in found)
        rows.append(CompareRow(city, asked.catalog.regions[city].area, cells, sum(c.position == "front" for c in cells),
                               sum(c.position == "back" for c in cells)))
    every = asked.boards.kept.get(("multiples", asked.scope.indicator, asked.month), lambda: _multiples(asked))
    multiples = tuple(every[row.region] for row in rows)
    return ComparePage(frame(asked, state), columns, tuple(rows), asked.scope.indicator, multiples,
                       axis([m.points for m in every.values()]), _median([m.points for m in every.values()]))


def _column(asked: Asked, indicator: str) -> tuple[CompareColumn, dict[str, CompareCell]]:
    """An indicator's spread and every city's cell; completion where there are annual targets."""
    at = standing(asked, indicator)
    kpis = asked.cities(indicator)
    cells = {region: CompareCell(value, at.positions[region], at.ranks[region].place,
                                 kpis[region].partial[0][1] if kpis[region].partial else ())
             for region, value in at.values.items()}
    total = asked.total(indicator, series=False)
    return CompareColumn(indicator, asked.catalog.indicators[indicator].theme, at.measure, total.period,
                         at.around.median, at.around.lower, at.around.upper, at.around.regions, at.better), cells


def _order(asked: Asked, found: Sequence[tuple[CompareColumn, dict[str, CompareCell]]]) -> list[str]:
    """Cities by economic area (the default), or by the place in a column the scope sorts by ("-" turns it round)."""
    sort = asked.scope.sort
    for column, cells in found:
        if sort.removeprefix("-") == column.indicator:
            sign = -1 if sort.startswith("-") else 1
            return sorted(asked.regions, key=lambda c: (cells[c].place is None, sign * (cells[c].place or 0)))
    areas = list(asked.boards.sets)
    return sorted(asked.regions, key=lambda city: areas.index(asked.catalog.regions[city].area))


def _multiples(asked: Asked) -> dict[str, Multiple]:
    """The small chart of every city: the axis is common to all 21, whatever the scope shows."""
    return {city: _multiple(asked, asked.scope.indicator, city) for city in asked.catalog.cities}


def _multiple(asked: Asked, indicator: str, city: str) -> Multiple:
    """A city's line: rates as they are, flows per 100 of the year's target, other counts with a first point of 100."""
    board = asked.boards.board(indicator, "month")
    column = boards_of.report_column(board, asked.month)
    if column < 0:
        return Multiple(city, indicator, board.basis, "value", (), (), None, False)
    row = np.array(board.rows[board.codes[city]], dtype=int)
    window = boards_of.window(board, column, int(asked.boards.rules.numbers[f"points_{board.indicator.frequency}"]))
    raw = boards_of.line(board.monthly, row, window)
    scaled, values = _scaled(board, row, window, raw)
    points = tuple((months.text(board.first + at), value) for at, value in zip(window, values, strict=True))
    latest = raw[-1] if raw else None
    return Multiple(city, indicator, board.basis, scaled, points, (), latest, latest is not None)


def _scaled(board: Board, row: np.ndarray, window: Sequence[int],
            raw: Sequence[float | None]) -> tuple[str, list[float | None]]:
    """How a line is made comparable between large and small cities (R15)."""
    if board.indicator.kind == "ratio":
        return "value", list(raw)
    if board.plan is not None and (np.nan_to_num(board.levels[:, window[-1]]) > 0).any():
        targets = board.levels[row[0], list(window)]
        return "per_target", [None if value is None or not goal > 0 else 100 * value / float(goal)
                              for value, goal in zip(raw, targets, strict=True)]
    first = next((value for value in raw if value is not None), None)
    return "index", [None if value is None or not first else 100 * value / first for value in raw]


def _median(lines: Sequence[Sequence[Point]]) -> tuple[Point, ...]:
    """The median at each point of the small charts, of the same cities at every point (R17)."""
    lines = [line for line in lines if all(value is not None for _, value in line)] or lines
    found: list[Point] = []
    for at, (period, _) in enumerate(lines[0] if lines else ()):
        there = [line[at][1] for line in lines if at < len(line)]
        found.append((period, _middle([value for value in there if value is not None])))
    return tuple(found)


def median_line(board: Board, columns: Sequence[int]) -> list[float | None]:
    """The median at each column, of the cities that reported at every one: a city that stops must not move it (R17)."""
    plane = board.monthly
    values = plane.top[:, list(columns)]
    if plane.bottom is not None:
        with np.errstate(divide="ignore", invalid="ignore"):
            values = plane.scale * values / plane.bottom[:, list(columns)]
    whole = values[~np.isnan(values).any(axis=1)]
    shown = whole if len(whole) else values
    return [_middle([value for value in column if value == value]) for column in shown.T.tolist()]


def _middle(values: Sequence[float]) -> float | None:
    """The median; None of nothing."""
    return float(median(values)) if values else None
