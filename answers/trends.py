"""Lines over time: this year and last, against the plan, and small charts; each over one and the same set of cities."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis import board as boards_of
from analysis import months, progress
from analysis.board import Board
from answers.asked import Asked
from answers.records import Line, Point, Trend
from catalog.entries import Break


def value_trend(asked: Asked, indicator: str) -> Trend:
    """Amounts (or levels) of this year's and last year's report periods up to the chosen month.

    What is reported once or twice a year is one line over its last report periods: two years would be two points.
    """
    board = asked.total_board(indicator, "month")
    if board.indicator.frequency in ("half", "year"):
        return _long_trend(asked, indicator, board)
    start = asked.month // 12 * 12 - 12
    columns = _columns(board, start, asked.month)
    rows = _common(asked, board, columns)
    values = dict(zip(columns, boards_of.line(board.monthly, rows, columns), strict=True))
    lines = tuple(_year_line(board, role, values, start + 12 * offset)
                  for offset, role in ((1, "this"), (0, "last")))
    return Trend(indicator, board.basis, "value", _regions(board, rows), lines,
                 breaks(asked, indicator, start, asked.month))


def _long_trend(asked: Asked, indicator: str, board: Board, points: int = 9) -> Trend:
    """The last report periods of a half-yearly or yearly indicator as one line."""
    column = boards_of.report_column(board, asked.month)
    columns = boards_of.window(board, column, points) if column >= 0 else []
    rows = _common(asked, board, columns)
    values = boards_of.line(board.monthly, rows, columns)
    line = tuple((months.text(board.first + at), value) for at, value in zip(columns, values, strict=True))
    start = board.first + columns[0] if columns else asked.month
    return Trend(indicator, board.basis, "value", _regions(board, rows), (Line("this", "", line),),
                 breaks(asked, indicator, start, asked.month))


def _columns(board: Board, start: int, month: int) -> list[int]:
    """Columns of the report periods from `start` to the chosen month, last year's to its end."""
    last = min(month, board.last)
    if board.indicator.frequency == "month":
        return [m - board.first for m in range(max(start, board.first), last + 1) if board.shows[m - board.first]]
    return [m - board.first for m in range(max(start, board.first), last + 1) if board.plane.reports[m - board.first]]


def _common(asked: Asked, board: Board, columns: Sequence[int]) -> np.ndarray:
    """The cities a line is over (R17)."""
    rows = np.flatnonzero(board.members[board.codes[asked.code]])
    if not columns or rows.size <= 1:
        return rows
    return boards_of.common_rows(board, rows, columns[-1], columns, asked.boards.rules.numbers["common_share"])


def _regions(board: Board, rows: np.ndarray) -> tuple[str, ...]:
    return tuple(board.plane.regions[row] for row in rows.tolist())


def _year_line(board: Board, role: str, values: dict[int, float | None], january: int) -> Line:
    """The points of one calendar year."""
    points = tuple((months.text(board.first + column), value) for column, value in values.items()
                   if january <= board.first + column < january + 12)
    return Line(role, f"{january // 12}", points)


def breaks(asked: Asked, indicator: str, start: int, end: int) -> tuple[Break, ...]:
    """Declared changes of definition after `start` and up to `end` (R30)."""
    row = asked.catalog.indicators[indicator]
    names = {indicator, *row.numerator, *row.denominator}
    found = {entry.period: entry for entry in reversed(asked.catalog.breaks) if entry.indicator in names}
    return tuple(entry._replace(indicator=indicator) for period, entry in sorted(found.items())
                 if start < months.span(period)[0] <= end)


def deviation_trend(asked: Asked, indicator: str) -> Trend | None:
    """Printed deviation from 序时 at each month of this year and last, each over the cities that reported it."""
    board = asked.total_board(indicator, "ytd")
    if board.plan is None or not board.planned:
        return None
    row, start = board.codes[asked.code], asked.month // 12 * 12 - 12
    lines = []
    for role, january in (("this", start + 12), ("last", start)):
        end = min(january + 11, asked.month)
        points = tuple((months.text(month), _deviation(asked, board, row, month)) for month in range(january, end + 1))
        lines.append(Line(role, f"{january // 12}", points))
    return Trend(indicator, "ytd", "deviation", asked.regions, tuple(lines),
                 breaks(asked, indicator, start, asked.month))


def _deviation(asked: Asked, board: Board, row: int, month: int) -> float | None:
    """Points between printed completion and printed 序时 at a month; None where nobody has a figure and a target."""
    column = month - board.first
    if board.plan is None or not 0 <= column <= board.last - board.first or not board.plane.reports[column]:
        return None
    target = board.plan.target[row, column]
    if not target > 0:
        return None
    elapsed = progress.elapsed(asked.boards.rules.courses, board.indicator.id, month)
    return progress.deviation(100 * float(board.plan.done[row, column]) / float(target), elapsed)


def cumulative_trend(asked: Asked, indicator: str) -> Trend:
    """Year-to-date lines of this year and last with the plan, over the cities in at the chosen month (R17)."""
    board = asked.total_board(indicator, "ytd")
    if board.plan is None:
        return value_trend(asked, indicator)
    column = boards_of.report_column(board, asked.month)
    rows = np.flatnonzero(board.members[board.codes[asked.code]])
    if column < 0:
        return Trend(indicator, "ytd", "cumulative", (), (), ())
    goals = np.nan_to_num(board.levels[rows, column])
    known = board.plane.known[rows, column]
    planned = bool((goals[known] > 0).any())
    rows = rows[known & (goals > 0)] if planned else rows[known]
    start = asked.month // 12 * 12 - 12
    lines = [_cumulative(board, rows, "this", start + 12, asked.month),
             _cumulative(board, rows, "last", start, start + 11)]
    if planned and rows.size:
        lines.append(_plan_line(asked, indicator, float(board.levels[rows, column].sum()), start + 12))
    return Trend(indicator, "ytd", "cumulative", _regions(board, rows), tuple(lines),
                 breaks(asked, indicator, start, asked.month))


def _cumulative(board: Board, rows: np.ndarray, role: str, january: int, end: int) -> Line:
    columns = _columns(board, january, end)
    values = boards_of.line(board.plane, rows, columns)
    return Line(role, f"{january // 12}", tuple(
        (months.text(board.first + column), value) for column, value in zip(columns, values, strict=True)))


def _plan_line(asked: Asked, indicator: str, target: float, january: int) -> Line:
    """The plan month by month: the part of the target that 序时进度 asks for (m/12 by the month rule, R10)."""
    courses = asked.boards.rules.courses
    return Line("plan", f"{january // 12}", tuple(
        (months.text(month), target * progress.elapsed(courses, indicator, month) / 100)
        for month in range(january, january + 12)))


def indexed(points: Sequence[Point]) -> tuple[Point, ...] | None:
    """The points with the first figure as 100; None when that is missing or not above zero."""
    first = next((value for _, value in points if value is not None), None)
    if first is None or first <= 0:
        return None
    return tuple((period, None if value is None else 100 * value / first) for period, value in points)


def axis(lines: Sequence[Sequence[Point]]) -> tuple[float, float]:
    """The lowest and the highest figure of all lines, so that small charts share one axis; (0, 1) without any."""
    values = [value for line in lines for _, value in line if value is not None]
    return (min(values), max(values)) if values else (0.0, 1.0)
