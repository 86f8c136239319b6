"""What deserves attention: signs of trouble, each with its reason and since when, ranked by a score that adds up.

Pure: who owns a thing and by when it is to be done belong to its follow-up, which is kept by `Concern.key`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis.spc_plan import Plan
from catalog.rules import Reason

LATE = ("warn", "bad")
CONCERN = "special_cause_concern"
NEWS = 12  # points, or months


class Sign(NamedTuple):
    """One thing seen. since: the month it began (it has held in every month from then on). size: in the reason's unit.

    indicator is "" for what concerns a whole report; mark tells apart several of one reason (a check, a form).
    """

    reason: str
    region: str
    indicator: str
    since: int
    size: float
    mark: str = ""


class Concern(NamedTuple):
    """A sign on the list. place: 1, 1, 3. score = weight + size + age, each rounded to a tenth, so that it adds up."""

    key: tuple[str, str, str, str]
    sign: Sign
    place: int
    score: float
    weight: float
    size: float
    age: float


def ranked(signs: Iterable[Sign], now: int, reasons: Mapping[str, Reason], numbers: Mapping[str, float]
           ) -> list[Concern]:
    """The list, heaviest first; below a reason's least size nothing is listed, and the same thing only once (largest).

    Equal scores share a place and stand in the order of the reasons, then the longest first. Raises KeyError for a
    reason that the catalogue does not have.
    """
    largest: dict[tuple[str, str, str, str], Sign] = {}
    for sign in signs:
        key = (sign.reason, sign.region, sign.indicator, sign.mark)
        if sign.size >= reasons[sign.reason].least and (key not in largest or sign.size > largest[key].size):
            largest[key] = sign
    found = [_scored(key, sign, now, reasons[sign.reason], numbers) for key, sign in largest.items()]
    order = list(reasons)
    found.sort(key=lambda one: (-one.score, order.index(one.sign.reason), one.sign.since, one.key))
    ahead = [one.score for one in found]
    return [one._replace(place=ahead.index(one.score) + 1) for one in found]


def _scored(key: tuple[str, str, str, str], sign: Sign, now: int, reason: Reason, numbers: Mapping[str, float]
            ) -> Concern:
    width = reason.full - reason.least
    size = numbers["attention_size"] * min(1.0, (sign.size - reason.least) / width if width > 0 else 1.0)
    age = numbers["attention_age"] * min(1.0, max(0, now - sign.since) / numbers["attention_months"])
    parts = tuple(round(part, 1) for part in (reason.weight, size, age))
    return Concern(key, sign, 0, round(sum(parts), 1), *parts)


def behind(region: str, indicator: str, months: Sequence[int], statuses: Sequence[str],
           deviations: Sequence[float | None]) -> Sign | None:
    """Behind schedule now: since the first of the months on end with 预警 or 滞后; size: points short, as printed.

    The months are of one year: a new year begins anew (R10).
    """
    run = _run([status in LATE for status in statuses])
    short = deviations[-1] if deviations else None
    if not run or short is None:
        return None
    return Sign("behind_schedule", region, indicator, months[-run], -short)


def special(region: str, indicator: str, months: Sequence[int], plan: Plan) -> Sign | None:
    """Special cause in the wrong direction at the last point; size: how many limit widths it lies from the mean.

    Since the first point on end that is marked so; more than twelve of them are the level by now and no news. A run or
    a trend within the limits counts as one width.
    """
    phase = plan.phases[-1]
    if phase.chart is None or plan.variation != CONCERN:
        return None
    run = _run([kind == CONCERN for kind in phase.chart.points[:phase.latest - phase.start + 1]])
    if run > NEWS:
        return None
    limits, last = phase.chart.limits, plan.shown[phase.latest] or 0.0
    away = abs(last - limits.mean) / (limits.upper - limits.mean)
    return Sign("special_cause", region, indicator, months[phase.latest - run + 1], max(1.0, away))


def silent(region: str, indicator: str, months: Sequence[int], due: Sequence[bool], known: Sequence[bool],
           mark: str = "") -> Sign | None:
    """Not reported for the last periods that were due; size: how many on end; since the first of them."""
    there = [(month, told) for month, wanted, told in zip(months, due, known, strict=True) if wanted]
    run = _run([not told for _, told in there])
    return Sign("not_reported", region, indicator, there[-run][0], float(run), mark) if run else None


def jumped(region: str, indicator: str, months: Sequence[int], values: Sequence[float | None],
           explained: Iterable[int] = ()) -> Sign | None:
    """The largest jump of a stock of the last twelve months, in per cent of the reported point before it (R30).

    Months in `explained` (a declared break, an accepted explanation) are no jumps, nor is one from zero, nor what
    jumped by as much as half of that the year before: a cohort that begins anew each January.
    """
    quiet = set(explained)
    there = [(month, value) for month, value in zip(months, values, strict=True) if value is not None]
    jumps = {month: 100 * (value - before) / before for (_, before), (month, value) in pairwise(there) if before > 0}
    news = [(abs(size), month) for month, size in jumps.items()
            if month not in quiet and month > months[-1] - NEWS
            and abs(size) > 2 * abs(jumps.get(month - NEWS, 0.0))]  # fmt: skip
    if not news:
        return None
    size, month = max(news)
    return Sign("unexplained_break", region, indicator, month, size)


def _run(flags: Sequence[bool]) -> int:
    """How many at the end are true."""
    run = 0
    for flag in reversed(flags):
        if not flag:
            break
        run += 1
    return run
