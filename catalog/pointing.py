"""Pointing at a figure: the part of the address that opens its sources (`src=emp_employed_new~440000~2026-10~ytd`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from catalog.entries import Catalog
from catalog.origins import Asking
from catalog.period import is_period
from catalog.records import Kpi

PARAM = "src"
MEASURES = (
    "value", "target", "completion", "deviation", "previous", "growth", "difference", "place", "status",
)  # fmt: skip
BASES = ("month", "ytd", "end")


def point(kpi: Kpi, measure: str = "value") -> str:
    """The address part of a figure of a Kpi."""
    text = f"{kpi.indicator}~{kpi.region}~{kpi.period}~{kpi.basis}"
    return text if measure == "value" else f"{text}~{measure}"


def written(asking: Asking) -> str:
    """The address part of a question: pointed(written(a)) == a."""
    parts = asking[:4] if asking.measure == "value" else asking
    return "~".join(parts)


def pointed(text: str, catalog: Catalog) -> Asking | None:
    """The figure an address part names; None for one that could not be of this program."""
    parts = text.split("~")
    if not 4 <= len(parts) <= 5:
        return None
    asking = Asking(*parts)
    areas = {*catalog.regions, "selection"}
    sound = (asking.indicator in catalog.indicators and is_period(asking.period) and asking.basis in BASES
             and asking.measure in MEASURES and set(asking.region.replace("-", ",").split(",")) <= areas)  # fmt: skip
    return asking if sound else None


def over(region: str, cities: Sequence[str], catalog: Catalog) -> str:
    """How a region is written when only some of its cities count: «440000-445100»; a list where that is shorter."""
    area = catalog.regions.get(region)
    if area is None or area.level not in ("province", "area"):
        return region if area is not None else ",".join(cities)
    members = [one for one in catalog.cities if area.level == "province" or catalog.regions[one].area == region]
    left = [one for one in members if one not in cities]
    return "-".join((region, *left)) if len(left) < len(cities) else ",".join(cities)


class TrendLike(Protocol):
    """What a line over time says of itself."""

    @property
    def indicator(self) -> str: ...
    @property
    def basis(self) -> str: ...
    @property
    def measure(self) -> str: ...
    @property
    def regions(self) -> tuple[str, ...]: ...


def along(trend: TrendLike, area: str, catalog: Catalog) -> tuple[str, str]:
    """What stands before and after the period in the keys of a line's points: all are over the same cities (R17)."""
    region = over(area_code(area, catalog), trend.regions, catalog)
    return f"{trend.indicator}~{region}", trend.basis + ("~deviation" if trend.measure == "deviation" else "")


def on_line(key: tuple[str, str], role: str, period: str, value: float | None) -> str:
    """The key of a point; a plan has the year's target, a gap nothing."""
    if value is None:
        return ""
    return f"{key[0]}~{period}~ytd~target" if role == "plan" else f"{key[0]}~{period}~{key[1]}"


def area_code(area: str, catalog: Catalog) -> str:
    """The code of a scope's area: the province for all of it, «selection» for a list of cities."""
    if area in ("", "all"):
        return next(code for code, row in catalog.regions.items() if row.level == "province")
    return area if area in catalog.regions else "selection"
