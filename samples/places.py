"""The 21 cities with their real counties and denominators, from the catalogue; what is below a county is invented."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from catalog.book import load
from samples.shapes import noise

PROVINCE = "440000"
AREAS = (("prd", "珠三角"), ("east", "粤东"), ("west", "粤西"), ("north", "粤北"))
# These have no counties: towns report directly to the city
WITHOUT_COUNTIES = ("441900", "442000")
# Did not send their monthly reports of the last month
SILENT = ("445100", "445300")


class Place(NamedTuple):
    """A prefecture-level city: real denominators; counties are (code, name)."""

    code: str
    zh: str
    short: str
    area: str
    population: int
    villages: int
    towns: int
    counties: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def cities() -> tuple[Place, ...]:
    """The cities in the customary official order."""
    book = load()
    base = book.denominators
    counties: dict[str, list[tuple[str, str]]] = {}
    for region in book.regions.values():
        if region.level == "county":
            counties.setdefault(region.parent, []).append((region.code, region.zh))
    return tuple(
        Place(
            code, book.regions[code].zh, book.regions[code].short_zh, book.regions[code].area,
            int(base["population"][code]), int(base["base_villages"][code]), int(base["base_towns"][code]),
            tuple(sorted(counties.get(code, ()))),
        )
        for code in book.cities
    )


def city(code: str) -> Place:
    """One city by its code."""
    return next(place for place in cities() if place.code == code)


def by_area() -> tuple[tuple[str, str, tuple[Place, ...]], ...]:
    """(area id, name, its cities) in the order provincial summaries print them."""
    return tuple((area, zh, tuple(p for p in cities() if p.area == area)) for area, zh in AREAS)


def weights(population: float = 0.0, villages: float = 0.0, towns: float = 0.0, *, spread: float = 0.0,
            key: str = "") -> list[float]:
    """How an amount falls on the cities: powers of their real size times a seeded spread of their own."""
    return [
        round((p.population / 6e6) ** population * (p.villages / 1266) ** villages * (p.towns / 77) ** towns
              * noise(spread, key, p.code), 6)
        for p in cities()
    ]
