"""Everything that is asked about an indicator on a basis, worked out once for all groups and months.

A board is made when a store revision is first asked about an indicator; after that a page only picks numbers from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from analysis import plane as planes
from analysis.plane import Change, Plane, Sums
from catalog.records import Indicator


class Plan(NamedTuple):
    """Per group and month [G, T]: the year's amount so far, the target of the same regions, how many (R12, R17)."""

    done: np.ndarray
    target: np.ndarray
    regions: np.ndarray


class Board(NamedTuple):
    """One indicator on one basis for every group of regions.

    codes: the groups, row by row; members 0/1 [G, R]. sums: the figures. changes: comparison (yoy, prev) → figures now
    and then over the same set. columns: comparison → base column per month. plan: against annual targets (flows only).
    levels [R]: the goal of each region for a stock or a rate (NaN: none), per month [R, T]. monthly: the plane the
    small lines are drawn from (amounts of the periods for a year-to-date figure). shows [T]: months that are points of
    a line (not swallowed by a later span, R9). known [R, T]: reported; rows: the member rows of each group; exact: no
    figure carries a qualifier; planned: there is a target or a goal anywhere.
    """

    indicator: Indicator
    basis: str
    codes: Mapping[str, int]
    members: np.ndarray
    plane: Plane
    sums: Sums
    changes: Mapping[str, Change]
    columns: Mapping[str, np.ndarray]
    plan: Plan | None
    levels: np.ndarray
    monthly: Plane
    shows: np.ndarray
    spans: np.ndarray
    known: np.ndarray
    rows: tuple[tuple[int, ...], ...]
    exact: bool
    planned: bool

    @property
    def first(self) -> int:
        """The month of column 0."""
        return self.plane.first

    @property
    def last(self) -> int:
        """The month of the last column."""
        return self.plane.last


class Parts(NamedTuple):
    """What a board is made of: its plane, the monthly plane behind it with the months each cell covers, the
    year-to-date plane (None where there is no 序时) and the targets by month [R, T] on the plane's axis.
    """

    plane: Plane
    monthly: Plane
    spans: np.ndarray
    ytd: Plane | None
    targets: np.ndarray


def board(indicator: Indicator, basis: str, parts: Parts, sets: Mapping[str, Sequence[str]]) -> Board:
    """The board of a plane for the groups `sets` (code → member regions), in that order."""
    members = planes.groups(parts.plane.regions, list(sets.values()))
    columns = {"yoy": planes.year_before(parts.plane), "prev": planes.period_before(parts.plane)}
    changes = {name: planes.change(parts.plane, members, base) for name, base in columns.items()}
    return Board(
        indicator, basis, {code: row for row, code in enumerate(sets)}, members, parts.plane,
        planes.sums(parts.plane, members), changes, columns,
        None if parts.ytd is None else plan(parts.ytd, parts.targets, members),
        parts.targets, parts.monthly, shown(parts.monthly, parts.spans), parts.spans, parts.plane.known,
        tuple(tuple(np.flatnonzero(row).tolist()) for row in members), not parts.plane.bounds.any(),
        bool((np.nan_to_num(parts.targets) > 0).any()))


def plan(ytd: Plane, targets: np.ndarray, members: np.ndarray) -> Plan:
    """Amount so far and target over the regions that have both; a target of zero is no target (R12)."""
    both = ytd.known & (np.nan_to_num(targets) > 0)
    return Plan(members @ np.where(both, ytd.top, 0.0), members @ np.where(both, targets, 0.0), members @ both)


def shown(monthly: Plane, spans: np.ndarray) -> np.ndarray:
    """Which columns are points of a line: those that no later span of the same region swallows for everybody (R9)."""
    swallowed = np.zeros(monthly.top.shape, bool)
    for column in range(monthly.top.shape[1]):
        wide = (spans[:, column] > 1) & monthly.known[:, column]
        for row in np.flatnonzero(wide):
            swallowed[row, max(0, column - spans[row, column] + 1):column] = True
    return np.asarray(~(swallowed.any(axis=0) & ~monthly.known.any(axis=0)))


def report_column(board: Board, month: int) -> int:
    """The column a month shows: its own for monthly indicators, else the last report period's up to it; −1: none."""
    column = min(month, board.last) - board.first
    if column < 0 or not board.plane.reports.size:
        return -1
    if board.indicator.frequency == "month":
        return month - board.first if month <= board.last else -1
    found = np.flatnonzero(board.plane.reports[:column + 1])
    return int(found[-1]) if found.size else -1


def window(board: Board, column: int, points: int) -> list[int]:
    """The last `points` report periods up to a column: every month of a monthly indicator, else those reported."""
    if board.indicator.frequency == "month":
        found = [t for t in range(max(0, column - points + 1), column + 1) if board.shows[t]]
    else:
        found = np.flatnonzero(board.plane.reports[:column + 1]).tolist()
    return found[-points:]


def common_rows(board: Board, rows: np.ndarray, column: int, window: Sequence[int], share: float) -> np.ndarray:
    """The regions a line is over, the same at every point (R17).

    Those that reported at `column` and at every point anybody reported; when fewer than `share` % of the reporting
    ones are left, those that reported at `column` (points where one of them is missing stay open).
    """
    known = board.monthly.known[rows]
    now = known[:, column]
    part = known[:, list(window)]
    full = part[:, part.any(axis=0)].all(axis=1) & now
    return rows[full if now.any() and full.sum() * 100 >= share * now.sum() else now]


def line(plane: Plane, rows: np.ndarray, columns: Sequence[int]) -> list[float | None]:
    """The figure of a fixed set of regions at each column; None where one of them is missing (no interpolation)."""
    where = list(columns)
    if not rows.size or not where:
        return [None] * len(where)
    whole = plane.known[rows][:, where].all(axis=0)
    top = plane.top[rows][:, where].sum(axis=0)
    if plane.bottom is None:
        values = np.where(whole, top, np.nan)
    else:
        bottom = plane.bottom[rows][:, where].sum(axis=0)
        values = np.divide(plane.scale * top, bottom, out=np.full(top.shape, np.nan), where=whole & (bottom > 0))
    return [None if value != value else value for value in values.tolist()]
