"""Cities in order, with status counts and the classes of the tile map (R13, R14)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from analysis import board as boards_of
from analysis import progress
from analysis.board import Board
from analysis.progress import printed
from analysis.ranking import moves, ordered, places
from answers.asked import Asked
from answers.records import Ranking, Tile
from catalog.records import Kpi, Rank

STATUSES = ("done", "ok", "warn", "bad", "distance", "no_target", "partial", "none")


def ranking(asked: Asked, indicator: str, by: str = "", basis: str = "") -> Ranking:
    """The cities of the scope by completion where there are annual targets (unless `by` is value), else by value."""
    board = asked.boards.board(indicator, basis or asked.usual(indicator))
    kpis = asked.cities(indicator, basis)
    measure = "completion" if by != "value" and has_targets(asked, board) else "value"
    rows = _ranks(asked, board, kpis, measure)
    total = asked.total(indicator, basis)
    edges = class_edges(asked, board, measure)
    tiles = tuple(_tile(asked, kpis[city], measure, edges, board) for city in asked.catalog.cities)
    count = Counter(rank.kpi.status for rank in rows)
    return Ranking(indicator, board.basis, total.period, measure, rows, tuple((name, count[name]) for name in STATUSES),
                   measured_by(total, measure), total.time_progress, tiles, edges, measure == "completion")


def measured_by(kpi: Kpi, measure: str) -> float | None:
    """The completion or the value of a figure, whichever a page measures by."""
    return kpi.completion if measure == "completion" else kpi.value


def has_targets(asked: Asked, board: Board) -> bool:
    """Whether any city has an annual target for the month's year, reported or not."""
    column = boards_of.report_column(board, asked.month)
    if board.plan is None:
        return False
    if column < 0:
        return bool(asked.month and asked.boards.goals(board.indicator.id, asked.month))
    return bool((np.nan_to_num(board.levels[:, column]) > 0).any())


def measured(board: Board, cities: Sequence[str], column: int, measure: str) -> dict[str, float | None]:
    """The measure of each city at a column, straight from the board."""
    result: dict[str, float | None] = dict.fromkeys(cities)
    if column < 0:
        return result
    for city in cities:
        row = board.codes[city]
        if measure == "value":
            value = board.sums.value[row, column]
            result[city] = None if np.isnan(value) else float(value)
        elif board.plan is not None and board.plan.target[row, column] > 0:
            result[city] = printed(100 * board.plan.done[row, column] / board.plan.target[row, column], 1)
    return result


def _ranks(asked: Asked, board: Board, kpis: Mapping[str, Kpi], measure: str) -> tuple[Rank, ...]:
    """Places, ties and moves; a rate over few is shown but not ranked (R14)."""
    digits = 1 if measure == "completion" else board.indicator.decimals
    down = board.indicator.direction != "lower" or measure == "completion"
    few = {city for city in asked.regions if "small_sample" in kpis[city].notes}
    values = {city: None if city in few else measured_by(kpis[city], measure) for city in asked.regions}
    ranks = places(values, descending=down, digits=digits)
    gained = moves(values, _before(asked, board, measure), descending=down, digits=digits)
    order = ordered(asked.regions, ranks, {city: kpis[city].reported > 0 for city in asked.regions})
    return tuple(Rank(city, ranks[city].place, ranks[city].tied, ranks[city].of, gained[city],
                      measured_by(kpis[city], measure), kpis[city]) for city in order)


def _before(asked: Asked, board: Board, measure: str) -> dict[str, float | None]:
    """The measure a report period earlier; none across New Year for what begins again in January."""
    nothing: dict[str, float | None] = dict.fromkeys(asked.regions)
    column = boards_of.report_column(board, asked.month)
    before = int(board.columns["prev"][column]) if column >= 0 else -1
    yearly = measure == "completion" or board.basis == "ytd"
    if before < 0 or (yearly and (board.first + before) // 12 != (board.first + column) // 12):
        return nothing
    return measured(board, asked.regions, before, measure)


def class_edges(asked: Asked, board: Board, measure: str) -> tuple[float, ...]:
    """The four edges of the colour ramp: the catalogue's, else fixed for the year by the last year-end."""
    edges = asked.boards.rules.edges
    if measure == "completion":
        return edges["*", "deviation"]
    if (board.indicator.id, "value") in edges:
        return edges[board.indicator.id, "value"]
    key = ("edges", board.indicator.id, board.basis, asked.month // 12)
    return asked.boards.kept.get(key, lambda: _year_edges(asked, board))


def _year_edges(asked: Asked, board: Board) -> tuple[float, ...]:
    """Quintiles of the cities at the last year-end (now, when there was none), rounded to two figures."""
    december = boards_of.report_column(board, asked.month // 12 * 12 - 1)
    column = december if december >= 0 else boards_of.report_column(board, asked.month)
    there = [v for v in measured(board, asked.catalog.cities, column, "value").values() if v is not None]
    if not there:
        return ()
    return tuple(_rounded(float(value)) for value in np.percentile(there, (20, 40, 60, 80)))


def _rounded(value: float) -> float:
    """Two leading figures: 1,284 → 1,300."""
    if value == 0:
        return 0.0
    return round(value, 1 - math.floor(math.log10(abs(value))))


def _tile(asked: Asked, kpi: Kpi, measure: str, edges: Sequence[float], board: Board) -> Tile:
    """A tile's class from printed figures: the deviation from 序时 for completion, else the value."""
    value = kpi.deviation if measure == "completion" else kpi.value
    level = 0
    if value is not None and edges:
        shown = value if measure == "completion" else progress.printed(value, board.indicator.decimals)
        level = 1 + sum(edge <= shown for edge in edges)
    return Tile(kpi.region, level, kpi.region in asked.regions, measured_by(kpi, measure), kpi.status)
