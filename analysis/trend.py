"""Whether a series has a trend: a test with a stated rule, never the sign of the last difference."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations
from statistics import NormalDist, median
from typing import NamedTuple

from analysis.spc_plan import CUMULATED

FEWEST = 8


class Trend(NamedTuple):
    """verdict: rising, falling, none (chance explains it), constant, few. meaning: better, worse or "".

    slope: Sen's, in the series' unit a period (a year when seasonal), None with few. p: two-sided. points: compared.
    """

    verdict: str
    slope: float | None
    p: float | None
    points: int
    meaning: str


def trend(values: Sequence[float | None], *, season: int = 1, kind: str = "flow", direction: str = "neutral",
          level: float = 0.05) -> Trend:
    """Mann–Kendall with ties and Sen's slope, at `level` (two-sided); fewer than 8 points: no verdict.

    season: 12 compares each month with the same month of other years only, so that a season is no trend (Hirsch, Slack
    and Smith 1982: Kendall's score on year-on-year differences). With a season, points counts those that have another
    of their month. kind: a year to date or a count since inception always rises: ValueError, difference it first.
    """
    if kind in CUMULATED:
        raise ValueError("a cumulative series always rises: test the amounts of its periods")
    groups = [[(at // season, value) for at, value in enumerate(values) if value is not None and at % season == month]
              for month in range(max(season, 1))]
    groups = [group for group in groups if len(group) > 1]
    points = sum(len(group) for group in groups)
    if points < FEWEST:
        return Trend("few", None, None, points, "")
    slopes = [(b - a) / (later - at) for group in groups for (at, a), (later, b) in combinations(group, 2)]
    score = sum((slope > 0) - (slope < 0) for slope in slopes)
    variance = sum(_variance([value for _, value in group]) for group in groups)
    if not variance:
        return Trend("constant", 0.0, None, points, "")
    # the score moves by steps: one is taken off towards zero before the normal curve is asked
    z = (abs(score) - 1) / math.sqrt(variance) if score else 0.0
    p = 2 * (1 - NormalDist().cdf(max(z, 0.0)))
    if p >= level:
        return Trend("none", median(slopes), p, points, "")
    better = {"higher": 1, "lower": -1}.get(direction, 0) * (1 if score > 0 else -1)
    return Trend("rising" if score > 0 else "falling", median(slopes), p, points,
                 {1: "better", -1: "worse"}.get(better, ""))


def _variance(values: Sequence[float]) -> float:
    """Of Kendall's score, with ties taken out."""
    n = len(values)
    ties = [values.count(one) for one in set(values)]
    return (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
