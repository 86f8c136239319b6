"""From a board to the `Kpi` records that pages show: the numbers, and everything that must be said beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from analysis import board as boards_of
from analysis import months, plane, progress
from analysis.board import Board
from analysis.cube import QUALIFIERS
from analysis.disclosure import hide_rate
from analysis.gaps import gaps
from analysis.growth import Growth, growth
from analysis.progress import Progress
from answers.boards import Boards
from answers.records import Point
from catalog.records import Kpi

Numbers = list[float]
NOTHING, NO_TARGET = (Progress(None, None, None, status) for status in ("none", "no_target"))


class Slice(NamedTuple):
    """One month of a board as plain lists. By group: figure, denominator; for the comparison the figures now and then
    and how many regions; amount so far, target and how many. By region: known, ids. base: the base column, −1: none;
    broken: a declared change of definition lies between the two.
    """

    board: Board
    column: int
    base: int
    value: Numbers
    bottom: Numbers
    now: Numbers
    then: Numbers
    same: Numbers
    done: Numbers
    target: Numbers
    planned: Numbers
    known: list[bool]
    ids: list[list[int]]
    month: int
    broken: bool


def slice_of(board: Board, month: int, compare: str = "yoy", breaks: Sequence[int] = ()) -> Slice | None:
    """The month of a board that a chosen month shows; None when there is none.

    compare: yoy (same period of last year) or prev (the report period before; for what begins again in January only
    within the year).
    """
    column = boards_of.report_column(board, month)
    if column < 0:
        return None
    change, base = board.changes[compare], int(board.columns[compare][column])
    if compare == "prev" and board.basis == "ytd" and (board.first + base) // 12 != (board.first + column) // 12:
        base = -1
    plan = board.plan or boards_of.Plan(*(change.regions * 0,) * 3)
    value, bottom, now, then, same, done, target, planned = (part[:, column].tolist() for part in (
        board.sums.value, board.sums.bottom, change.now, change.then, change.regions, *plan))
    return Slice(board, column, base, value, bottom, now, then, same, done, target, planned,
                 board.known[:, column].tolist(), plane.ids(board.plane, column), board.first + column,
                 base >= 0 and any(board.first + base < month <= board.first + column for month in breaks))


def kpi(boards: Boards, board: Board, code: str, month: int, compare: str = "yoy", *, series: bool = True) -> Kpi:
    """The figure of a group of regions for a month: comparison, target, coverage, qualifier, ids and small line."""
    return next(iter(kpis(boards, board, [code], month, compare, series=series)))


def kpis(boards: Boards, board: Board, codes: Iterable[str], month: int, compare: str = "yoy", *,
         series: bool = False) -> list[Kpi]:
    """The figures of several groups for a month; series False leaves the small lines empty."""
    at = slice_of(board, month, compare, boards.breaks.get(board.indicator.id, ()))
    if at is None:
        return [_unreported(boards, board, code, month) for code in codes]
    return [_kpi(boards, at, code, series) for code in codes]


def _kpi(boards: Boards, at: Slice, code: str, series: bool) -> Kpi:
    board, group = at.board, at.board.codes[code]
    rows = board.rows[group]
    there = rows if all([at.known[row] for row in rows]) else [row for row in rows if at.known[row]]
    value, notes = figure(boards, at, group)
    change, then = _change(boards, at, group, value)
    target, plan = _plan(boards, at, group, value)
    same = int(at.same[group]) if value is not None and at.base >= 0 else 0
    partial = _partial(boards, at, rows) if len(there) < len(rows) else ()
    # hidden, or nothing to divide by: that is not the same as not reported; nor is a year that lacks a month
    status = "no_target" if there and value is None else "partial" if partial and not there else plan.status
    notes += _notes(board, change, same, len(there), rows)
    return Kpi(
        board.indicator.id, code, period(at, rows), board.basis, value, qualifier(board, there, at.column), then,
        change.difference, change.growth, change.kind, change.why, same, target, plan.completion, plan.time_progress,
        plan.deviation, status, len(there), len(rows),
        tuple([board.plane.regions[row] for row in rows if not at.known[row]]) if len(there) < len(rows) else (),
        small_line(boards, board, code, at.column) if series else (), ids(at, there), notes, partial)


def _partial(boards: Boards, at: Slice, rows: Sequence[int]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Of these regions those whose year to date lacks some months, and which (R17)."""
    lacking = ((row, _gaps(boards, at.board, row, at.month)) for row in rows if not at.known[row])
    return tuple((at.board.plane.regions[row], tuple(map(months.text, found))) for row, found in lacking if found)


def _gaps(boards: Boards, board: Board, row: int, month: int) -> tuple[int, ...]:
    """The months a region's year to date lacks; of a rate those that its parts lack."""
    if board.basis != "ytd":
        return ()
    if board.indicator.kind != "ratio":
        return gaps(board.monthly, board.spans, row, month)
    known = boards.catalog.indicators
    parts = [part for part in (*board.indicator.numerator, *board.indicator.denominator)
             if part in known and part not in boards.catalog.denominators and known[part].kind == "flow"]  # fmt: skip
    return tuple(sorted({one for part in parts for one in _gaps(boards, boards.board(part, "ytd"), row, month)}))


def _unreported(boards: Boards, board: Board, code: str, month: int) -> Kpi:
    """A month of which nobody reported the indicator: its target is a fact all the same (R12)."""
    rows = board.rows[board.codes[code]]
    target, plan = untold(boards, board, rows, month)
    missing = tuple(board.plane.regions[row] for row in rows)
    return Kpi(board.indicator.id, code, months.text(month), board.basis, None, "eq", None, None, None, "none",
               "not_reported", 0, target, None, plan.time_progress, None, "none", 0, len(missing), missing, (), ())


def untold(boards: Boards, board: Board, rows: Sequence[int], month: int) -> tuple[float | None, Progress]:
    """The target of regions none of which has reported, with nothing done against it: the sum of those that have one;
    of a rate only what is the same for all of them, for what it would be weighted by is not known either (R7)."""
    goals = boards.goals(board.indicator.id, month)
    found = [goals[board.plane.regions[row]] for row in rows if board.plane.regions[row] in goals]
    if not found or (board.indicator.kind == "ratio" and len({*found}) > 1):
        return None, NOTHING
    target = found[0] if board.indicator.kind == "ratio" else float(sum(found))
    if board.indicator.kind != "flow" or board.indicator.over_time == "distinct":
        return target, NOTHING
    elapsed = progress.elapsed(boards.rules.courses, board.indicator.id, month)
    return target, progress.against_plan(None, target, elapsed, boards.catalog.thresholds)


def ids(at: Slice, rows: Sequence[int]) -> tuple[int, ...]:
    """The observations in the figure of these regions, none twice."""
    return tuple(dict.fromkeys([one for row in rows for one in at.ids[row] if one > 0]))


def number(value: float) -> float | None:
    """NaN is None."""
    return None if value != value else value


def period(at: Slice, rows: Sequence[int]) -> str:
    """The period a figure is of: the month, or the quarter or span its cells cover (R9)."""
    if at.board.basis != "month" or not rows:
        return months.text(at.month)
    length = max(at.board.spans[row, at.column] for row in rows)
    return months.named(at.month - int(length) + 1, at.month)


def figure(boards: Boards, at: Slice, group: int) -> tuple[float | None, tuple[str, ...]]:
    """The figure, hidden when it is the rate of one region over too few (R27), marked when over few (R14)."""
    board, value = at.board, number(at.value[group])
    if value is None or board.plane.bottom is None or board.indicator.unit != "%" or len(board.rows[group]) != 1:
        return value, ()
    under, rules = at.bottom[group], boards.rules.numbers
    if hide_rate(under, minimum=rules["rate_min_denominator"]):
        return None, ("suppressed",)
    return value, ("small_sample",) if under < rules["rank_min_denominator"] else ()


def _change(boards: Boards, at: Slice, group: int, value: float | None) -> tuple[Growth, float | None]:
    """Change over the regions in both periods and the base figure (R4, R5, R17, R29, R30)."""
    board, rules = at.board, boards.rules.numbers
    if value is None or at.base < 0:
        return growth(value, None), None
    if not at.same[group]:
        return Growth(None, None, "none", "no_same_set"), None
    then, row = number(at.then[group]), board.indicator
    # points are for per cent; an average (hours per person) changes in per cent and may well be small
    rate, average = row.kind == "ratio" and row.scale == 100, row.kind == "ratio" and row.scale != 100
    bound = not board.exact and any(
        qualifier(board, board.rows[group], column) in ("ge", "lt") for column in (at.base, at.column))
    found = growth(number(at.now[group]), then, rate=rate, stock=row.kind == "stock", bound=bound, broken=at.broken,
                   small_base=0 if average else rules["small_base"], break_percent=rules["break_percent"])
    return found, then


def qualifier(board: Board, rows: Sequence[int], column: int) -> str:
    """Qualifier of the figure of these regions (R29); of a year-to-date figure every month's counts."""
    if board.exact:
        return "eq"
    back = int(board.plane.sources[0][1][column]) if board.plane.sources else 0
    return QUALIFIERS[plane.bound_of_sum(board.plane.bounds[list(rows), column - back:column + 1])]


def _plan(boards: Boards, at: Slice, group: int, value: float | None) -> tuple[float | None, Progress]:
    """Target and progress: annual targets of the same regions for flows, a level for stocks and rates (R10–R13)."""
    board = at.board
    if not board.planned:
        return None, NOTHING if value is None else NO_TARGET
    if value is None and not any(at.known[row] for row in board.rows[group]):
        return untold(boards, board, board.rows[group], at.month)
    if board.plan is None:
        level, row = _level(at, group), board.indicator
        return level, progress.against_level(value, level, row.direction, row.decimals)
    elapsed = progress.elapsed(boards.rules.courses, board.indicator.id, at.month)
    if at.planned[group]:
        goal: float | None = at.target[group]
        return goal, progress.against_plan(at.done[group], goal, elapsed, boards.catalog.thresholds)
    goal = _whole_target(at, group)
    return goal, progress.against_plan(None if goal else value, goal, elapsed, boards.catalog.thresholds)


def _whole_target(at: Slice, group: int) -> float | None:
    """The target of regions of which none has reported: still said, with nothing done against it."""
    total = float(np.nansum(at.board.levels[list(at.board.rows[group]), at.column]))
    return total if total > 0 else None


def _level(at: Slice, group: int) -> float | None:
    """The level a stock or rate is held against: a sum, or for rates weighted by the denominators (R7).

    None unless every region that reported has one.
    """
    board, rows = at.board, [row for row in at.board.rows[group] if at.known[row]]
    levels = board.levels[rows, at.column]
    if not rows or np.isnan(levels).any():
        return None
    if board.plane.bottom is None:
        return float(levels.sum())
    if levels.min() == levels.max():
        return float(levels[0])
    weight = board.plane.bottom[rows, at.column]
    return float((levels * weight).sum() / weight.sum()) if weight.sum() > 0 else None


def _notes(board: Board, change: Growth, same: int, reported: int, rows: Sequence[int]) -> tuple[str, ...]:
    """Word ids (without their «note_») of what must be said beside the figure."""
    notes: tuple[str, ...] = ("same_set",) if change.growth is not None and same < reported else ()
    notes += tuple(note for note in (change.flag, change.turn) if note)
    return notes if rows or board.indicator.regions != "province" else (*notes, "province_only")


def small_line(boards: Boards, board: Board, code: str, column: int) -> tuple[Point, ...]:
    """One point per report period (R9), over the same regions at every point (R17); flows by period."""
    rules = boards.rules.numbers
    window = boards_of.window(board, column, int(rules[f"points_{board.indicator.frequency}"]))
    rows = np.array(board.rows[board.codes[code]], dtype=int)
    if rows.size > 1:
        rows = boards_of.common_rows(board, rows, column, window, rules["common_share"])
    values = boards_of.line(board.monthly, rows, window)
    return tuple((months.text(board.first + at), value) for at, value in zip(window, values, strict=True))
