"""From a reading to rows of tables: what of a workbook is a fact, and under which numbers."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from catalog.book import Catalog
from catalog.period import end_month
from catalog.records import Observation, Reading, RegisterRow
from store import codes
from store.problems import StoreProblem
from store.schema import NUMBERS, TEXTS

Row = dict[str, Any]

# Fields of a register that every row has in columns of its own.
OWN = ("region", "city", "period")


class Figure(NamedTuple):
    """An observation that is kept, with the region it counts for."""

    observation: Observation
    region: str


def figures(reading: Reading, catalog: Catalog) -> list[Figure]:
    """The observations of a reading that are facts, in sheet order.

    A fact has a known indicator, a period, and is a value, a year-to-date or a target of one area; the province's own
    row counts only where the indicator is reported by the province (its rule is `province`). Printed totals, rates,
    changes and ranks are none: they are worked out again from the parts.
    """
    return [kept for item in reading.observations if (kept := _figure(item, catalog)) is not None]


def _figure(item: Observation, catalog: Catalog) -> Figure | None:
    indicator = catalog.indicators.get(item.indicator or "")
    if indicator is None or item.period is None or item.measure not in codes.MEASURES:
        return None
    if indicator.kind == "ratio" and item.measure != "target":
        return None
    if item.role == "region" and item.region in catalog.regions:
        return Figure(item, str(item.region))
    if item.role == "total" and indicator.regions == "province":
        return Figure(item, province(catalog))
    return None


def province(catalog: Catalog) -> str:
    """The code of the province."""
    return next(code for code, region in catalog.regions.items() if region.level == "province")


def city(code: str, catalog: Catalog) -> str:
    """The prefecture an area belongs to; an area above it stands for itself."""
    region = catalog.regions[code]
    return region.parent if region.level == "county" else code


def content(kept: Iterable[Figure], register_rows: Iterable[RegisterRow]) -> int:
    """The end month of the newest period a reading reports on (202610); 0 where there is none.

    Targets count only in a workbook that has nothing else: a circular of October is of October.
    """
    figures = list(kept)
    months = {item.observation.period for item in figures if item.observation.measure != "target"}
    months |= {row.period for row in register_rows}
    months = months or {item.observation.period for item in figures}
    return max((codes.month_number(end_month(str(month))) for month in months), default=0)


def one_city(kept: Iterable[Figure], register_rows: Iterable[RegisterRow], catalog: Catalog) -> int | None:
    """The city a workbook is about when it is about one, else None."""
    cities = {city(item.region, catalog) for item in kept}
    cities |= {city(row.region, catalog) for row in register_rows if row.region in catalog.regions}
    return int(cities.pop()) if len(cities) == 1 else None


def observation_row(number: int, submission: int, figure: Figure, indicator: int, sheet: int) -> Row:
    """A row of `observations`; a missing mark has no value."""
    item = figure.observation
    return {
        "id": number, "submission_id": submission, "indicator_id": indicator, "region_id": int(figure.region),
        "period_id": codes.period_code(str(item.period)), "measure_id": codes.MEASURES[item.measure],
        "value": None if item.missing else _sound(item.value),
        "status": codes.STATUSES.get(item.missing or "reported", codes.STATUSES["unknown"]),
        "qualifier": codes.QUALIFIERS.get(item.qualifier, 0),
        "sheet_id": sheet, "cell": item.ref.cell, "text": item.text, "unit": item.unit,
    }  # fmt: skip


def register_row(
    number: int, submission: int, row: RegisterRow, slots: Mapping[str, str], sheet: int, catalog: Catalog
) -> Row:
    """A row of `register_rows`: each field in its slot, numbers in number slots, the rest as text."""
    return {
        "id": number, "submission_id": submission, "register": row.register, "region_id": int(row.region),
        "city_id": int(city(row.region, catalog)), "period_id": codes.period_code(row.period),
        "sheet_id": sheet, "line": row.line, **dict.fromkeys((*TEXTS, *NUMBERS)),
        **{slot: _fit(slot, row.fields.get(field)) for field, slot in slots.items()},
    }  # fmt: skip


def _sound(value: float | None) -> float | None:
    """A number every store gives back as it was given: finite, and zero without a sign."""
    return value + 0.0 if value is not None and math.isfinite(value) else None


def _fit(slot: str, value: str | float | None) -> str | float | None:
    if value is None or slot.startswith("t"):
        return None if value is None else str(value)
    try:
        return _sound(float(value))
    except ValueError:
        return None


def new_slots(register: str, fields: Iterable[str], taken: Mapping[str, str], catalog: Catalog) -> dict[str, str]:
    """Slots for fields that have none yet, number fields by the catalogue in number slots.

    Raises StoreProblem when a register has more fields than there are slots.
    """
    numeric = {field.id for field in catalog.registers[register].fields if field.kind in ("count", "amount")}
    free = {kind: [slot for slot in slots if slot not in taken.values()] for kind, slots in
            (("n", NUMBERS), ("t", TEXTS))}  # fmt: skip
    found: dict[str, str] = {}
    for field in fields:
        if field in OWN or field in taken or field in found:
            continue
        pool = free["n" if field in numeric else "t"]
        if not pool:
            raise StoreProblem("store_register_full", register=register, field=field)
        found[field] = pool.pop(0)
    return found


def digest(observations: Iterable[Row], register: Iterable[Row]) -> str:
    """The fingerprint of what a submission brought, the same in every store: what `check` compares with.

    Indicators go in by their code under `indicator`; numbers of rows, sheets and submissions do not count.
    """
    total = hashlib.sha256()
    for row in observations:
        total.update(_line(row, ("indicator", "region_id", "period_id", "measure_id", "value", "status", "qualifier",
                                 "sheet", "cell", "text", "unit")))  # fmt: skip
    for row in register:
        total.update(_line(row, ("register", "region_id", "period_id", "sheet", "line", *TEXTS, *NUMBERS)))
    return total.hexdigest()


def _line(row: Row, names: tuple[str, ...]) -> bytes:
    return ("\x1f".join(repr(row[name]) for name in names) + "\x1e").encode()
