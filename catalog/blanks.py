"""templates.toml: what stands in the rows and columns of each form's blank. Names, units and ranges are those of
indicators.csv, registers.toml and forms.csv."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from catalog import period as calendar
from catalog.book import FOLDER
from catalog.entries import Catalog
from catalog.tables import tables

COMMON = "common"


class Section(NamedTuple):
    """A heading over indicators of a blank whose rows are indicators: (how far pushed in, indicator)."""

    title: str
    items: tuple[tuple[int, str], ...]


class Free(NamedTuple):
    """A column of a list. kind: text, count, amount, date, choice, area, form, difference."""

    head: str
    kind: str
    choices: tuple[str, ...]


class Blank(NamedTuple):
    """One form's blank. kind: items, areas, measures, months, cities, register, list. measure: of its figures.

    heads: what a measure (or item, unit, code) is called in its header. columns: measures in order. lines: how many
    empty lines a register or list has.
    """

    form: str
    kind: str
    title: str
    sheet: str
    measure: str
    heads: Mapping[str, str]
    columns: tuple[str, ...]
    markers: bool
    indicators: tuple[str, ...]
    sections: tuple[Section, ...]
    free: tuple[Free, ...]
    register: str
    lines: int
    notes: tuple[str, ...]


@lru_cache(maxsize=4)
def blanks(folder: Path | None = None) -> Mapping[str, Blank]:
    """The blanks by form, in the order of the file. Raises FileNotFoundError for a catalogue without them."""
    found = tables(folder or FOLDER, "templates.toml")
    return MappingProxyType({id: _blank(id, table) for id, table in found.items() if id != COMMON})


@lru_cache(maxsize=4)
def common(folder: Path | None = None) -> Mapping[str, Any]:
    """The words that every blank prints: who reports, until when, how to fill it in."""
    found: dict[str, Any] = tables(folder or FOLDER, "templates.toml")[COMMON]
    return MappingProxyType(found)


def _blank(id: str, table: dict[str, Any]) -> Blank:
    sections = tuple(Section(one["title"], tuple(map(_item, one["indicators"]))) for one in table.get("sections", ()))
    columns = table.get("columns", ())
    listed = [one for one in columns if isinstance(one, dict)]
    free = tuple(Free(one["head"], one["kind"], tuple(one.get("choices", ()))) for one in listed)
    own = tuple(table.get("indicators", ())) or tuple(one for part in sections for _, one in part.items)
    return Blank(
        id, table["kind"], table["title"], table["sheet"], table.get("measure", "value"), table.get("heads", {}),
        () if free else tuple(columns), table.get("markers", False), own, sections, free, table.get("register", ""),
        table.get("lines", 0), tuple(table.get("notes", ())))  # fmt: skip


def _item(text: str) -> tuple[int, str]:
    name = text.lstrip(">")
    return len(text) - len(name), name


def own_period(catalog: Catalog, form: str, month: str) -> str:
    """The period a form's blank is for when it is asked for in a month: 2026-11, 2026-Q4, 2026."""
    kind = catalog.forms[form].frequency
    return calendar.containing(calendar.end_month(month), kind)


def regions_of(catalog: Catalog, form: str, city: str) -> tuple[str, ...]:
    """The areas that stand in a blank: the city it is for; every city in what the province makes."""
    return (city,) if city in catalog.cities else catalog.cities


def whose(catalog: Catalog, form: str) -> tuple[str, ...]:
    """Whom a form has a blank for: each city, or the province once (its code)."""
    province = next(code for code, region in catalog.regions.items() if region.level == "province")
    return (province,) if catalog.forms[form].reporters == "province" else catalog.cities
