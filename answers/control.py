"""Control charts and funnels of the desk: which series is charted, by which rule, as records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from analysis import months
from analysis.board import Board, line, report_column
from analysis.funnel import Funnel, funnel
from analysis.spc_plan import Phase, Plan, plan
from answers.asked import Asked
from catalog.records import Indicator
from catalog.signals import Control, ControlPhase, FunnelSpot, FunnelView

PER_YEAR = {"month": 12, "quarter": 4, "half": 2, "year": 1}


def control(asked: Asked, indicator: str, region: str, points: int = 36) -> Control:
    """The chart of an area: the last `points` report periods up to the chosen month; the plan decides about limits."""
    made, periods = charted(asked, indicator, region, points)
    goal = asked.boards.rules.goals.get(indicator)
    return record(made, indicator, region, tuple(months.text(month) for month in periods), goal, points)


def charted(asked: Asked, indicator: str, region: str, points: int = 36) -> tuple[Plan, list[int]]:
    """The plan of an area with the months of its points (a year more than `points`, to compare with)."""
    row = asked.catalog.indicators[indicator]
    board = asked.boards.board(indicator, "month" if row.kind == "flow" else "")
    columns = window(board, asked.month, points + PER_YEAR[row.frequency])
    made = _plan(asked, board, region, columns, _measure(asked, board, columns))
    return made, [board.first + column for column in columns]


def _plan(asked: Asked, board: Board, region: str, columns: Sequence[int], measure: str = "") -> Plan:
    row = board.indicator
    held = line(board.plane, np.array(board.rows[board.codes[region]], dtype=int), columns)
    return plan(held, kind_of(row), direction=row.direction, target=asked.boards.rules.goals.get(row.id),
                per_year=PER_YEAR[row.frequency], spans=_spans(board, region, columns), measure=measure,
                breaks=[at for at, column in enumerate(columns) if _begins(asked, board, columns, at, column)])


def _measure(asked: Asked, board: Board, columns: Sequence[int]) -> str:
    """What the cities are charted by, so that they compare: what more than half of them would be alone."""
    key = ("control", board.indicator.id, asked.month, len(columns))
    found = asked.boards.kept.get(key, lambda: Counter(
        _plan(asked, board, code, columns).measure for code in asked.catalog.cities if code in board.codes))
    name, count = found.most_common(1)[0] if found else ("", 0)
    return name if 2 * count > sum(found.values()) else ""


def kind_of(row: Indicator) -> str:
    """The plan's kind of an indicator as its board holds it: flows are boarded by month."""
    if row.kind != "ratio":
        return row.kind
    return "ratio_ytd" if row.over_time.startswith("ratio_ytd") else "ratio"


def window(board: Board, month: int, points: int) -> list[int]:
    """The last report periods up to a month."""
    column = report_column(board, month)
    found = np.flatnonzero(board.plane.reports[:column + 1]) if column >= 0 else np.zeros(0, int)
    return [int(at) for at in found[-points:]]


def _spans(board: Board, region: str, columns: Sequence[int]) -> list[int]:
    """How many report periods each figure covers; 2 where January and February came together."""
    rows = list(board.rows[board.codes[region]])
    if board.indicator.kind != "flow" or board.indicator.frequency != "month" or not rows:
        return [1] * len(columns)
    return [int(board.spans[rows, column].max()) for column in columns]


def _begins(asked: Asked, board: Board, columns: Sequence[int], at: int, column: int) -> bool:
    """Whether a declared change of scope lies between this period and the one before."""
    return at > 0 and any(board.first + columns[at - 1] < month <= board.first + column
                          for month in asked.boards.breaks.get(board.indicator.id, ()))


def record(made: Plan, indicator: str, region: str, periods: tuple[str, ...], target: float | None = None,
           points: int = 0) -> Control:
    """A plan as a record that charts and sentences take; only its last `points` points when it has more."""
    marks, rules = [""] * len(periods), [""] * len(periods)
    for phase in made.phases:
        if phase.chart:
            marks[phase.start:phase.end + 1] = phase.chart.points
            rules[phase.start:phase.end + 1] = phase.chart.special
    off = _left_out(made, len(periods), points)
    return Control(
        indicator, region, made.measure, made.drift, periods[off:], made.shown[off:], tuple(marks[off:]),
        tuple(rules[off:]), {at - off: why for at, why in made.aside.items() if at >= off},
        tuple(_phase(phase, off) for phase in made.phases if phase.end >= off),
        tuple((at - off, before, after) for at, before, after in made.phases[-1].steps if at >= off),
        made.verdict, made.variation, made.assurance, target if made.measure == "value" else None)


def _left_out(made: Plan, count: int, points: int) -> int:
    """Points at the beginning that are not shown: those before the year that was needed to compare with."""
    first = next((at for at, value in enumerate(made.shown) if value is not None), 0)
    return max(0, count - points, first) if points and count > points else 0


def _phase(phase: Phase, off: int) -> ControlPhase:
    edges = (phase.chart.limits[:3] if phase.chart else (None, None, None))
    return ControlPhase(max(0, phase.start - off), phase.end - off, phase.verdict, phase.points,
                        max(0, phase.latest - off), *edges)


def funnel_view(asked: Asked, indicator: str) -> FunnelView | None:
    """A rate's cities by their denominators at the chosen month; None for what is no rate.

    Shares in per cent have Wilson's limits, events per denominator Byar's.
    """
    row = asked.catalog.indicators[indicator]
    board = asked.boards.board(indicator, asked.usual(indicator))
    column = report_column(board, asked.month)
    if board.plane.bottom is None or column < 0:
        return None
    known = board.plane.known[:, column]
    counts, bases = ({city: float(part[board.rows[board.codes[city]][0], column])
                      if known[board.rows[board.codes[city]][0]] else None for city in asked.catalog.cities}
                     for part in (board.plane.top, board.plane.bottom))
    share = row.scale == 100 and all((counts[city] or 0) <= (bases[city] or 0) for city in counts)
    made = funnel(counts, bases, method="wilson" if share else "byar", scale=row.scale, direction=row.direction,
                  least=asked.boards.rules.numbers["rate_min_denominator"])
    return _view(made, indicator)


def _view(made: Funnel, indicator: str) -> FunnelView:
    """Rates over too few to be shown at all are left out (R27)."""
    spots = tuple(FunnelSpot(spot.region, spot.base, None if spot.state == "few" else spot.figure, spot.state,
                             spot.meaning) for spot in made.spots)
    curve = tuple((one.base, one.outer.low, one.inner.low, one.inner.high, one.outer.high) for one in made.curve)
    return FunnelView(indicator, "funnel_base", spots, made.centre, curve, made.overdispersed)
