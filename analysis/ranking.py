"""Who is ahead (R14): competition ranking on printed values, with ties; nobody is ranked on what was not reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from analysis.progress import printed

Values = Mapping[str, float | None]


class Place(NamedTuple):
    """place is None when the region is not ranked; of: how many are."""

    place: int | None
    tied: bool
    of: int


def places(values: Values, *, descending: bool = True, digits: int = 1) -> dict[str, Place]:
    """Competition places (1, 1, 3) by the value as printed: equal prints are a tie. None is unranked (R14)."""
    prints = {region: printed(value, digits) for region, value in values.items() if value is not None}
    first: dict[float, int] = {}
    count: dict[float, int] = {}
    for rank, value in enumerate(sorted(prints.values(), reverse=descending), start=1):
        first.setdefault(value, rank)
        count[value] = count.get(value, 0) + 1
    of = len(prints)
    return {region: Place(first[prints[region]], count[prints[region]] > 1, of) if region in prints
            else Place(None, False, of) for region in values}


def moves(now: Values, before: Values, *, descending: bool = True, digits: int = 1) -> dict[str, int | None]:
    """Places gained since `before`, both ranked over the same set of regions (R14); None outside that set."""
    same = [region for region, value in now.items() if value is not None and before.get(region) is not None]
    new = places({region: now[region] for region in same}, descending=descending, digits=digits)
    old = places({region: before[region] for region in same}, descending=descending, digits=digits)
    gained: dict[str, int | None] = dict.fromkeys(now)
    for region in same:
        was, now_at = old[region].place, new[region].place
        gained[region] = None if was is None or now_at is None else was - now_at
    return gained


def ordered(regions: Sequence[str], ranks: Mapping[str, Place], reported: Mapping[str, bool]) -> list[str]:
    """Ranked regions by place, then reported ones that are not ranked, then those not reported; ties in given order."""
    def key(region: str) -> tuple[int, int]:
        place = ranks[region].place
        return (0, place) if place is not None else (1 if reported[region] else 2, 0)

    return sorted(regions, key=key)
