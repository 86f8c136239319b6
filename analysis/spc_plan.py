"""What a control chart may be drawn of, and whether limits mean anything there; the pages ask only this.

Every library draws limits round whatever it is given: a year to date is "improving" twelve times out of twelve, a
stock that grows by steps gets limits of no width. Here the question comes first (docs/methods, plan).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from analysis.flows import differences
from analysis.series import CHAINED, NOTHING, drift, mostly_still, repeats, settled, wanders, year_on_year
from analysis.xmr import Xmr, chart

TOWARD = {"higher": "increase", "lower": "decrease", "neutral": "neutral"}
FEWEST, SETTLED = 8, 12
CUMULATED = ("ytd", "cumulative")
KINDS = ("flow", "stock", "ratio", "ratio_ytd", *CUMULATED)


class Step(NamedTuple):
    """A change of level: the point it came with, the level before and the one since."""

    at: int
    before: float
    after: float


class Phase(NamedTuple):
    """Points start…end between two breaks. verdict: limits, trial (fewer than 12 points), few (fewer than 8, or no two
    in a row), constant, steps (a level that moves now and then), rare (a flow that is mostly the same), chained (each
    point is nearly the one before), cumulated (a ratio of the year so far: its parts must be differenced).

    points: how many there are. latest: the last of them. chart: only with limits or trial. steps: only with steps.
    """

    start: int
    end: int
    verdict: str
    points: int
    latest: int
    chart: Xmr | None
    steps: tuple[Step, ...]

    @property
    def variation(self) -> str:
        """The type of the last point that is there: a month not yet reported is no verdict on the one before."""
        return self.chart.points[self.latest - self.start] if self.chart else ""


class Asked(NamedTuple):
    """What a chart is asked for, as in `analysis.xmr.chart`."""

    direction: str
    target: float | None
    screen_outliers: bool
    fix_after: int | None


class Plan(NamedTuple):
    """What is charted. measure: value (as given), amount (of the period, from a cumulative), net (change from one
    period to the next, of what drifts or wanders), yoy and amount_yoy (against the same period a year before, of what
    repeats each year). drift: 1 or −1 where net is charted because the level goes one way.

    shown: one a point, None where there is none. aside: point → why no limit is made of it (correction, span).
    verdict, variation and assurance are those of the last phase; "" and None where no limits are drawn.
    """

    measure: str
    drift: int
    shown: tuple[float | None, ...]
    aside: Mapping[int, str]
    phases: tuple[Phase, ...]
    verdict: str
    variation: str
    assurance: str | None


class _Charted(NamedTuple):
    """As in `Plan`, not yet divided into phases."""

    measure: str
    drift: int
    shown: np.ndarray
    aside: dict[int, str]


def plan(values: Sequence[float | None], kind: str, *, direction: str = "neutral", target: float | None = None,
         first: int = 0, per_year: int = 12, spans: Sequence[int] = (), breaks: Sequence[int] = (),
         measure: str = "", screen_outliers: bool = True, fix_after: int | None = None) -> Plan:
    """What may be charted of a series and by which rule.

    kind: flow, stock, ratio; ytd (begins again each year) and cumulative (since inception) are differenced first; what
    repeats each year is held against the year before; a stock or ratio that drifts or wanders is charted by its net
    change. ratio_ytd can't be differenced (its parts must be), so it gets no limits. first: the number
    of the first period counted from the start of a year (0: it is the first of one). per_year: periods a year. spans:
    periods each value covers, where some cover several. breaks: points at which a new definition begins. measure: what
    another series of the same indicator was charted by (the province's, for its cities), so that they compare.
    direction: increase, decrease, neutral, or the catalogue's higher and lower. Raises ValueError for another one.
    """
    if kind not in KINDS:
        raise ValueError(f"kind is one of {', '.join(KINDS)}, not {kind}")
    toward = TOWARD.get(direction, direction)
    held = np.array([np.nan if value is None else value for value in values], dtype=float)
    wide = np.array(spans or [1] * held.size)
    edges = [at for at in sorted({*breaks}) if 0 < at < held.size]
    charted = _charted(held, kind, wide, (first, per_year), edges, measure)
    used = np.where(np.isin(np.arange(held.size), list(charted.aside)), np.nan, charted.shown)
    # an annual target or a level says nothing of one period's amount
    aim = target if charted.measure == "value" else None
    ask = Asked(toward, aim, screen_outliers, fix_after)
    phases = tuple(
        _phase(used, start, end, kind, charted.measure, ask)
        for start, end in zip([0, *edges], [*(at - 1 for at in edges), held.size - 1], strict=True))
    last = phases[-1]
    return Plan(charted.measure, charted.drift, _listed(charted.shown), charted.aside, phases, last.verdict,
                last.variation, last.chart.assurance if last.chart else None)


def _charted(held: np.ndarray, kind: str, wide: np.ndarray, calendar: tuple[int, int], edges: Sequence[int],
             forced: str) -> _Charted:
    """What is charted, its values, and the points that limits are not made of."""
    found = _given(held, kind, wide, calendar, edges)
    plain = np.where(np.isin(np.arange(held.size), list(found.aside)), np.nan, found.shown)
    last = plain[edges[-1]:] if edges else plain
    way = drift(_apart(plain, edges))
    wanted = forced or _fitting(last, kind, calendar[1], way)
    if wanted.endswith("yoy"):
        return _yearly(found, plain, calendar[1], edges)
    if wanted != "net" or found.measure != "value":
        return found
    amounts, spans = _amounts(held, calendar, edges, resets=False)
    return _Charted("net", way, amounts, {int(at): "span" for at in np.flatnonzero(spans > 1)})


def _given(held: np.ndarray, kind: str, wide: np.ndarray, calendar: tuple[int, int], edges: Sequence[int]) -> _Charted:
    """The values, or the amounts of the periods behind a cumulative."""
    if kind not in CUMULATED:
        there = ~np.isnan(held)
        return _Charted("value", 0, held, {int(at): "span" for at in np.flatnonzero((wide > 1) & there)})
    amounts, spans = _amounts(held, calendar, edges, resets=kind == "ytd")
    corrections = {int(at): "correction" for at in np.flatnonzero(amounts < 0)}
    return _Charted("amount", 0, amounts, {int(at): "span" for at in np.flatnonzero(spans > 1)} | corrections)


def _fitting(last: np.ndarray, kind: str, per_year: int, way: int) -> str:
    """yoy, net or "" (as it is) for the last phase of a series."""
    if mostly_still(last) or kind == "ratio_ytd":
        return ""
    if repeats(last, per_year):
        return "yoy"
    return "net" if kind in ("stock", "ratio") and (way or wanders(last)) else ""


def _yearly(found: _Charted, plain: np.ndarray, per_year: int, edges: Sequence[int]) -> _Charted:
    """Each period against the same one a year before, never across a break nor from what makes no limits."""
    parts = [year_on_year(plain[start:end], per_year) if end - start > per_year else np.full(end - start, np.nan)
             for start, end in zip([0, *edges], [*edges, plain.size], strict=True)]
    measure = "yoy" if found.measure == "value" else f"{found.measure}_yoy"
    return _Charted(measure, 0, np.concatenate(parts), {})


def _amounts(held: np.ndarray, calendar: tuple[int, int], edges: Sequence[int],
             *, resets: bool) -> tuple[np.ndarray, np.ndarray]:
    """Amounts of the periods (R8, R9), never across a break; a span counts only where there is an amount."""
    first, per_year = calendar
    amounts, spans = [], []
    for start, end in zip([0, *edges], [*edges, held.size], strict=True):
        found = differences(held[None, start:end], first + start, resets=resets, per_year=per_year)
        amounts.append(settled(found.amounts[0], held))
        spans.append(np.where(np.isnan(found.amounts[0]), 1, found.spans[0]))
    return np.concatenate(amounts), np.concatenate(spans)


def _apart(held: np.ndarray, edges: Sequence[int]) -> np.ndarray:
    """The series with a gap at each break, so that no step leads across it."""
    return np.insert(held, list(edges), np.nan)


def _phase(used: np.ndarray, start: int, end: int, kind: str, measure: str, ask: Asked) -> Phase:
    """One phase with its verdict, its steps or its chart."""
    part = used[start:end + 1]
    there = np.flatnonzero(~np.isnan(part))
    latest = start + int(there[-1]) if there.size else end
    verdict = _verdict(part, kind, measure)
    if verdict == "steps":
        return Phase(start, end, verdict, there.size, latest, None, _steps(part, start))
    if verdict not in ("limits", "trial"):
        return Phase(start, end, verdict, there.size, latest, None, ())
    made = chart(_listed(part), direction=ask.direction, target=ask.target, screen_outliers=ask.screen_outliers,
                 fix_after=ask.fix_after)
    return Phase(start, end, verdict, there.size, latest, made, ())


def _verdict(part: np.ndarray, kind: str, measure: str) -> str:
    """In this order: few, constant, steps or rare, cumulated, chained, trial, limits."""
    points = int((~np.isnan(part)).sum())
    if points < FEWEST or np.isnan(np.diff(part)).all():
        return "few"
    if np.nanmax(part) - np.nanmin(part) <= NOTHING * np.nanmax(np.abs(part)):
        return "constant"
    if mostly_still(part):
        return "steps" if kind != "flow" and measure == "value" else "rare"
    if kind == "ratio_ytd":
        return "cumulated"
    if wanders(part, CHAINED):
        return "chained"
    return "trial" if points < SETTLED else "limits"


def _steps(part: np.ndarray, start: int) -> tuple[Step, ...]:
    """Each change of level between one reported point and the next, with its place in the whole series."""
    there = np.flatnonzero(~np.isnan(part))
    least = NOTHING * np.nanmax(np.abs(part))
    return tuple(Step(start + int(after), float(part[before]), float(part[after]))
                 for before, after in pairwise(there) if abs(part[after] - part[before]) > least)


def _listed(values: np.ndarray) -> tuple[float | None, ...]:
    return tuple(None if value != value else value for value in values.tolist())
