"""Towns and villages that do not exist, as many as each real city has; counties are the real ones.

The names are made of rare characters so that nobody takes them for real places.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from catalog.book import load
from samples.places import WITHOUT_COUNTIES, Place
from samples.shapes import apportion, between, stream

FIRST = "岚芷筠霁澄沐岫芸苇蕙昀翊煦旸昱晔曦珩璟琮瑄玥沅湑淙漪"
SECOND = "溪岭坡湾坪塘洲桥渡岗墟源陂埠"
FIELD = "田坑垌寮围厝埔井岸屋园林"
SURNAMES = "张王李陈黄林何梁吴谢罗邓曾彭叶苏卢钟"


class Town(NamedTuple):
    """An invented town; county is empty in 东莞 and 中山, which have none."""

    county: str
    name: str
    villages: tuple[str, ...]


@cache
def towns(place: Place) -> tuple[Town, ...]:
    """All towns of a city with all their villages, county by county: the numbers are the real denominators."""
    counties = [name for _, name in place.counties] or [""]
    share = apportion(place.towns, [between(0.7, 1.3, "county", place.code, name) for name in counties])
    names = iter(_names(place, place.towns))
    homes = [(county, next(names)) for county, many in zip(counties, share, strict=True) for _ in range(many)]
    sizes = apportion(place.villages, [between(0.5, 1.5, "town", place.code, name) for _, name in homes])
    return tuple(Town(county, name, _villages(place, name, many))
                 for (county, name), many in zip(homes, sizes, strict=True))


def _pairs(ends: str, *key: object) -> list[str]:
    """All two-character names in a seeded order."""
    rolls = stream("names", *key)
    return [name for _, name in sorted((rolls.random(), a + b) for a in FIRST for b in ends)]


def _names(place: Place, many: int) -> list[str]:
    streets = int(load().denominators["subdistricts"][place.code])
    pairs = _pairs(SECOND, place.code)[:many]
    return [name + ("街道" if at * streets // many != (at + 1) * streets // many else "镇")
            for at, name in enumerate(pairs)]


def _villages(place: Place, town: str, many: int) -> tuple[str, ...]:
    suffix = "社区" if town.endswith("街道") else "村"
    return tuple(name + suffix for name in _pairs(FIELD, place.code, town)[:many])


def county_cell(place: Place, county: str) -> str:
    """What the county column prints: a dash where towns report directly to the city."""
    return "—" if place.code in WITHOUT_COUNTIES else county


def person(roll: float) -> str:
    """A masked name: one surname and a star."""
    return SURNAMES[int(roll * len(SURNAMES))] + "*"


def phone(roll: float) -> str:
    """A masked telephone number."""
    return f"1{(38, 35, 36, 39, 58, 86)[int(roll * 6)]}****0000"
