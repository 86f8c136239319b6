"""No sentence is written before its figures were held against their parts. An empty answer means they agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from catalog.bank import LIGHTS
from catalog.format import half_up
from catalog.records import Kpi, Rank
from catalog.voice import paced


def coverage(kpi: Kpi) -> str:
    """Reported and missing areas are all areas, and none is both."""
    if kpi.reported + len(set(kpi.missing)) != kpi.expected:
        return f"{kpi.reported}+{len(set(kpi.missing))}≠{kpi.expected}"
    return ""


def completion(kpi: Kpi) -> str:
    """The printed rate is the printed amount by the printed target; deviation is the difference of printed rates."""
    if not paced(kpi) or kpi.value is None or not kpi.target or kpi.completion is None:
        return ""
    if kpi.basis == "ytd" and half_up(100 * kpi.value / kpi.target, 1) != half_up(kpi.completion, 1):
        return f"{kpi.value:g}÷{kpi.target:g}≠{kpi.completion}%"
    wanted = half_up(kpi.completion, 1) - half_up(kpi.time_progress or 0.0, 1)
    return "" if wanted == half_up(kpi.deviation or 0.0, 1) else f"{kpi.completion}−{kpi.time_progress}≠{kpi.deviation}"


def change(kpi: Kpi) -> str:
    """Growth in per cent is the difference by the base, over the same areas."""
    if kpi.growth is None or kpi.growth_kind != "pct" or not kpi.previous or kpi.difference is None:
        return ""
    if half_up(100 * kpi.difference / abs(kpi.previous), 1) != half_up(kpi.growth, 1):
        return f"{kpi.difference:g}÷{kpi.previous:g}≠{kpi.growth:.1f}%"
    return ""


def figure(kpi: Kpi) -> str:
    """Everything that a sentence about one figure says."""
    return coverage(kpi) or completion(kpi) or change(kpi)


def counts(ranks: Sequence[Rank], expected: int) -> str:
    """The states partition the areas: no area is left out, none counted twice, and there are as many as there are."""
    count = Counter(rank.kpi.status for rank in ranks)
    if len({rank.region for rank in ranks}) != len(ranks):
        return "areas counted twice"
    total = sum(count[light] for light in LIGHTS)
    return "" if total == len(ranks) == expected else f"{total}/{len(ranks)}≠{expected}"


def rate(part: float, whole: float, percent: float) -> str:
    """A rate of covering is its parts."""
    if whole <= 0 or part > whole or half_up(100 * part / whole, 1) != half_up(percent, 1):
        return f"{part:g}÷{whole:g}≠{percent:.1f}%"
    return ""
