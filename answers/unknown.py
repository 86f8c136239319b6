"""What an address asks for that does not exist, with the nearest thing that does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from answers.records import Unknown
from catalog.entries import Catalog
from catalog.names import nearest, normalise
from catalog.records import Scope

PROVINCE = "440000"
SELECTION = "selection"


class Area(NamedTuple):
    """An area choice made definite: group code, the text for the address, its cities, and what was not understood."""

    code: str
    text: str
    regions: tuple[str, ...]
    unknown: tuple[Unknown, ...]


def area_of(catalog: Catalog, given: str) -> Area:
    """all, an economic area, or cities with commas: codes or any name of them. What is unknown alone means all."""
    wanted: dict[str, None] = {}
    strange: list[Unknown] = []
    for text in given.replace("，", ",").replace("、", ",").split(","):
        found = _members(catalog, text.strip())
        wanted |= dict.fromkeys(found)
        if not found and text.strip():
            strange.append(Unknown("area", text.strip(), near_region(catalog, text)))
    regions = tuple(city for city in catalog.cities if city in wanted) or catalog.cities
    code = _code(catalog, regions)
    text = "all" if code == PROVINCE else ",".join(regions) if code == SELECTION else code
    return Area(code, text, regions, tuple(strange))


def _members(catalog: Catalog, text: str) -> tuple[str, ...]:
    """The cities of one name: the province, an area, all but the Delta, or a city; () when it is none of these."""
    code = text if text in catalog.regions else catalog.aliases.get(normalise(text), "")
    if text == "all" or code == PROVINCE:
        return catalog.cities
    if code == "nonprd":
        return tuple(city for city in catalog.cities if catalog.regions[city].area != "prd")
    if code in catalog.cities:
        return (code,)
    return tuple(city for city in catalog.cities if code and catalog.regions[city].area == code)


def _code(catalog: Catalog, regions: tuple[str, ...]) -> str:
    """The group these cities are: the province, an economic area, one city, or a selection."""
    if len(regions) == len(catalog.cities):
        return PROVINCE
    if len(regions) == 1:
        return regions[0]
    area = catalog.regions[regions[0]].area
    return area if regions == tuple(c for c in catalog.cities if catalog.regions[c].area == area) else SELECTION


def near_region(catalog: Catalog, text: str) -> str:
    """The city or area whose name is most like a text, or the city a county lies in; "" when none is near."""
    code = catalog.aliases.get(normalise(text), "")
    if code in catalog.regions and catalog.regions[code].parent in catalog.cities:
        return catalog.regions[code].parent
    names: Mapping[str, str] = {name: region for region in (*catalog.cities, "prd", "east", "west", "north")
                                if region in catalog.regions
                                for name in (catalog.regions[region].zh, catalog.regions[region].en)}
    return names.get(nearest(text, names) or "", "")


def city_of(catalog: Catalog, given: str) -> tuple[str, tuple[Unknown, ...]]:
    """The city a text names; "" and what was asked for when it is none."""
    found = _members(catalog, given.strip()) if given else ()
    if len(found) == 1:
        return found[0], ()
    return "", (Unknown("city", given, near_region(catalog, given)),) if given else ()


def strangers(catalog: Catalog, scope: Scope, known_periods: Sequence[str], shown: str) -> tuple[Unknown, ...]:
    """Unknown periods and indicators of a scope; near is what is shown instead."""
    found: list[Unknown] = []
    if scope.period and known_periods and scope.period not in known_periods and scope.period != shown:
        found.append(Unknown("period", scope.period, shown))
    if scope.indicator and scope.indicator not in catalog.indicators:
        found.append(Unknown("indicator", scope.indicator, nearest(scope.indicator, catalog.indicators) or ""))
    return tuple(found)
