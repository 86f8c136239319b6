"""Targets: completion, 序时进度 and lights (R10–R13)."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from catalog.entries import Threshold
from catalog.format import half_up
from catalog.rules import Course

_POWERS = tuple(10**digits for digits in range(10))


class Progress(NamedTuple):
    """The printed figures in per cent and points; None where they do not apply. status as in `Kpi.status`."""

    completion: float | None
    time_progress: float | None
    deviation: float | None
    status: str


def time_progress(year: int, month: int, *, mode: str = "month", plan: Sequence[float] | None = None) -> float:
    """Share of the year elapsed at the end of a month, in % (R10).

    mode: month (m/12, the default), day (day of the year ÷ days of the year), plan (`plan`: twelve cumulative %).
    """
    if mode == "plan":
        if plan is None or len(plan) != 12:
            raise ValueError("a plan has twelve cumulative percentages")
        return float(plan[month - 1])
    if mode == "day":
        days = sum(calendar.monthrange(year, m)[1] for m in range(1, month + 1))
        return 100 * days / (366 if calendar.isleap(year) else 365)
    return 100 * month / 12


def elapsed(courses: Mapping[str, Course], indicator: str, month: int) -> float:
    """序时进度 of an indicator at the end of a month (months.number), by its own course or that of all others (R10)."""
    course = courses.get(indicator) or courses["*"]
    return time_progress(month // 12, month % 12 + 1, mode=course.mode, plan=course.plan)


def deviation(completion: float, elapsed: float, digits: int = 1) -> float:
    """Points between the two *printed* percentages, so that a reader can check it (R10)."""
    return float(half_up(completion, digits) - half_up(elapsed, digits))


def light(deviation_points: float | None, completion: float | None, lights: Sequence[Threshold]) -> str:
    """The first light that fits, tried in order: low is included, high is not; none when nothing is known (R13)."""
    measures = {"completion": completion, "deviation": deviation_points}
    for row in lights:
        value = measures.get(row.measure)
        if value is not None and (row.low is None or value >= row.low) and (row.high is None or value < row.high):
            return row.status
    return "none"


def against_plan(total: float | None, target: float | None, elapsed: float, lights: Sequence[Threshold],
                 digits: int = 1) -> Progress:
    """A year's amount so far against an annual target (R10–R13); no target: «未下达任务»."""
    if target is None or target <= 0:
        return Progress(None, None, None, "none" if total is None else "no_target")
    if total is None:
        return Progress(None, printed(elapsed, digits), None, "none")
    completion = printed(100 * total / target, digits)
    gap = deviation(completion, elapsed, digits)
    return Progress(completion, printed(elapsed, digits), gap, light(gap, completion, lights))


def against_level(value: float | None, target: float | None, direction: str, decimals: int) -> Progress:
    """A stock or a rate against a level: the distance in its own unit, no 序时, and no completion when lower is better.

    done when the printed value reaches the target, else distance (R11, R12).
    """
    if value is None:
        return Progress(None, None, None, "none")
    if target is None:
        return Progress(None, None, None, "no_target")
    gap = float(half_up(value, decimals) - half_up(target, decimals))
    reached = gap <= 0 if direction == "lower" else gap >= 0
    share = None if direction == "lower" or target <= 0 else printed(100 * value / target, 1)
    return Progress(share, None, gap, "done" if reached else "distance")


def printed(value: float, digits: int) -> float:
    """The figure as it is printed (R2).

    Half away from zero on the decimal text. Only what lies near a half needs the decimal text to decide; all else is
    settled by the float alone, ten times faster.
    """
    size = _POWERS[digits]
    scaled = abs(value) * size
    whole = int(scaled)
    rest = scaled - whole
    if scaled > 1e12 or abs(rest - 0.5) < 1e-6:
        return float(half_up(value, digits))
    rounded = (whole + (rest > 0.5)) / size
    return -rounded if value < 0 and rounded else rounded
