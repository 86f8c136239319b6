"""From a board to the `Kpi` records that pages show: picks the numbers and says everything that must be said beside them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analysis import board as boards_of
from analysis import months, plane, progress
from analysis.board import Board
from analysis.cube import QUALIFIERS
from analysis.disclosure import hide_rate
from analysis.growth import Growth, growth
from analysis.progress import Progress
from answers.boards import Boards
from answers.records import Point
from catalog.records import Kpi


class At(NamedTuple):
    """One figure's place: its board, the row of its group, the column of its report period and the regions in it."""

    board: Board
    code: str
    row: int
    column: int
    rows: np.ndarray

    @property
    def month(self) -> int:
        return self.board.first + self.column


def kpi(boards: Boards, board: Board, code: str, month: int, compare: str = "yoy", *, series: bool = True) -> Kpi:
    """The figure of a group of regions for a month, with comparison, target, coverage, qualifier, ids and small line.

    compare: yoy (same period of last year) or prev (the report period before; a year-to-date figure keeps yoy).
    series False leaves the small line empty.
    """
    row, column = board.codes[code], boards_of.report_column(board, month)
    rows = np.flatnonzero(board.members[row])
    at = At(board, code, row, column, rows)
    if column < 0:
        return _unreported(at, months.text(month))
    known = board.plane.known[rows, column]
    there = rows[known]
    value, notes = _value(boards, at)
    change, then, same = _change(boards, at, compare, value)
    target, plan = _plan(boards, at, value)
    notes += _notes(board, change, same, int(there.size), code)
    return Kpi(
        board.indicator.id, code, period(at), board.basis, value, _qualifier(board, there, column), then,
        change.difference, change.growth, change.kind, change.why, same, target, plan.completion, plan.time_progress,
        plan.deviation, plan.status, int(there.size), int(rows.size),
        tuple(board.plane.regions[r] for r in rows[~known].tolist()),
        small_line(boards, at) if series else (), plane.ids(board.plane, there, column), notes)


def _unreported(at: At, period_text: str) -> Kpi:
    board = at.board
    missing = tuple(board.plane.regions[r] for r in at.rows.tolist())
    return Kpi(board.indicator.id, at.code, period_text, board.basis, None, "eq", None, None, None, "none", "not_reported",
               0, None, None, None, None, "none", 0, len(missing), missing, (), ())


def number(value: np.floating | float) -> float | None:
    """NaN is None."""
    return None if np.isnan(value) else float(value)


def period(at: At) -> str:
    """The period a figure is of: the month, or the quarter or span its cells cover (R9)."""
    board, month = at.board, at.month
    if board.basis != "month" or not at.rows.size:
        return months.text(month)
    length = int(board.spans[at.rows, at.column].max())
    return months.text(month) if length == 1 else months.named(month - length + 1, month)


def _value(boards: Boards, at: At) -> tuple[float | None, tuple[str, ...]]:
    """The figure, hidden when it is the rate of one region over too few (R27), marked when over few (R14)."""
    board = at.board
    value = number(board.sums.value[at.row, at.column])
    if board.plane.bottom is None or at.rows.size != 1 or value is None:
        return value, ()
    under = float(board.sums.bottom[at.row, at.column])
    if board.indicator.unit == "%" and hide_rate(under, minimum=boards.rules.numbers["rate_min_denominator"]):
        return None, ("suppressed",)
    few = board.indicator.unit == "%" and under < boards.rules.numbers["rank_min_denominator"]
    return value, ("small_sample",) if few else ()


def _change(boards: Boards, at: At, compare: str, value: float | None) -> tuple[Growth, float | None, int]:
    """Change over the regions in both periods, the base figure and how many regions those are (R4, R5, R17, R29, R30)."""
    board, rules = at.board, boards.rules.numbers
    name = "prev" if compare == "prev" and board.basis != "ytd" else "yoy"
    base = int(board.columns[name][at.column])
    if value is None or base < 0:
        return growth(value, None), None, 0
    pair = board.changes[name]
    now, then = number(pair.now[at.row, at.column]), number(pair.then[at.row, at.column])
    same = int(pair.count[at.row, at.column])
    if same == 0:
        return Growth(None, None, "none", "no_same_set"), None, 0
    broken = any(board.first + base < month <= at.month for month in boards.breaks.get(board.indicator.id, ()))
    bound = any(_qualifier(board, at.rows, column) in ("ge", "lt") for column in (base, at.column))
    found = growth(now, then, rate=board.indicator.kind == "ratio", stock=board.indicator.kind == "stock",
                   bound=bound, broken=broken, small_base=rules["small_base"], break_percent=rules["break_percent"])
    return found, then, same


def _qualifier(board: Board, rows: np.ndarray, column: int) -> str:
    """Qualifier of the figure of these regions (R29)."""
    codes = board.plane.bounds[rows, column]
    return QUALIFIERS[plane.bound_of_sum(codes)] if codes.any() else "eq"


def _plan(boards: Boards, at: At, value: float | None) -> tuple[float | None, Progress]:
    """Target and progress: annual targets of the same regions for flows, a level for stocks and rates (R10–R13, R17)."""
    board = at.board
    if board.plan is not None:
        done, target, count = (part[at.row, at.column] for part in board.plan)
        elapsed = progress.time_progress(at.month // 12, months.of_year(at.month))
        goal = float(target) if count else _whole_target(at)
        so_far = float(done) if count else None if goal else value
        return goal, progress.against_plan(so_far, goal, elapsed, boards.catalog.thresholds)
    level = _level(at)
    row = board.indicator
    return level, progress.against_level(value, level, row.direction, row.decimals)


def _whole_target(at: At) -> float | None:
    """The target of regions of which none has reported: still said, with nothing done against it."""
    levels = at.board.levels[at.rows, at.column]
    return float(np.nansum(levels)) if np.nansum(levels) > 0 else None


def _level(at: At) -> float | None:
    """The level a stock or rate is held against: a sum, or for rates weighted by the denominators (R7)."""
    board = at.board
    levels, known = board.levels[at.rows, at.column], board.plane.known[at.rows, at.column]
    use = known & ~np.isnan(levels)
    if not use.any() or not np.array_equal(use, known):
        return None
    if board.plane.bottom is None:
        return float(levels[use].sum())
    weight = board.plane.bottom[at.rows, at.column][use]
    if not weight.sum() > 0:
        return None
    alike = np.ptp(levels[use]) == 0
    return float(levels[use][0]) if alike else float((levels[use] * weight).sum() / weight.sum())


def _notes(board: Board, change: Growth, same: int, reported: int, code: str) -> tuple[str, ...]:
    """Word ids (without their «note_») of what must be said beside the figure."""
    notes: tuple[str, ...] = ()
    if change.growth is not None and same < reported:
        notes += ("same_set",)
    if change.flag:
        notes += (change.flag,)
    if change.turn:
        notes += (change.turn,)
    if board.indicator.regions == "province" and not board.members[board.codes[code]].any():
        notes += ("province_only",)
    return notes


def small_line(boards: Boards, at: At, points: int = 0) -> tuple[Point, ...]:
    """One point per report period (R9), over the same regions at every point (R17): amounts of the periods for flows."""
    board = at.board
    points = points or int(boards.rules.numbers[f"points_{board.indicator.frequency}"])
    window = boards_of.window(board, at.column, points)
    rows = at.rows
    if rows.size > 1:
        rows = boards_of.common_rows(board, rows, at.column, window, boards.rules.numbers["common_share"])
    values = boards_of.line(board.monthly, rows, window)
    return tuple((months.text(board.first + column), value) for column, value in zip(window, values, strict=True))
