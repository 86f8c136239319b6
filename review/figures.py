"""What the checks compare: one figure of one area and period, of the workbook in hand or of what is known already."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from catalog import period as calendar
from catalog.book import load
from catalog.records import CellRef, Observation, Reading

_NUMBER = re.compile(r"\d+(?:\.(\d+))?")
_FACTS = ("value", "ytd", "last_year")


class Figure(NamedTuple):
    """A figure with its place. end: its last month as year × 12 + month − 1; span: months covered; value: base unit.

    step: one unit of the last printed digit, in the base unit (1000 for 51.2万小时 of 0.1万); 0 for whole counts.
    own: the sha-256 of the workbook it stands in; form: what that workbook is.
    """

    indicator: str
    region: str
    measure: str
    period: str
    end: int
    span: int
    value: float
    step: float
    text: str
    ref: CellRef
    form: str
    own: str


Key = tuple[str, str, str]


@lru_cache(maxsize=4096)
def ends(period: str) -> tuple[int, int]:
    """Last month (year × 12 + month − 1) and number of months of a period."""
    last, first = calendar.end_month(period), calendar.start_month(period)
    end = int(last[:4]) * 12 + int(last[5:7]) - 1
    return end, end - int(first[:4]) * 12 - int(first[5:7]) + 2


def month_text(end: int) -> str:
    """The month of a running number: 24321 → 2026-10."""
    return f"{end // 12:04d}-{end % 12 + 1:02d}"


def step_of(text: str, value: float) -> float:
    """One unit of the last printed digit in the base unit; 0 where whole base units are printed."""
    found = _NUMBER.search(text.replace(",", "").replace("，", ""))
    if found is None:
        return 0.0
    printed = float(found[0])
    factor = abs(value / printed) if printed and value else 1.0
    digits = len(found[1] or "")
    step = factor * 10.0**-digits
    return 0.0 if step < 1.001 and digits == 0 else step


def figures(reading: Reading) -> list[Figure]:
    """The figures of a workbook: known indicator, one area (or the province's own total), a period and a value."""
    catalog = load()
    kept = []
    for o in reading.observations:
        if o.value is None or o.measure not in _FACTS or o.period is None or o.indicator not in catalog.indicators:
            continue
        if o.region not in catalog.regions or not _counts(o):
            continue
        kept.append(_figure(o, reading))
    return kept


def _counts(o: Observation) -> bool:
    return o.role == "region" or (o.role == "total" and load().regions[str(o.region)].level == "province")


def _figure(o: Observation, reading: Reading) -> Figure:
    end, span = ends(str(o.period))
    value = float(o.value or 0.0)
    return Figure(str(o.indicator), str(o.region), o.measure, str(o.period), end, span, value,
                  step_of(o.text, value), o.text, o.ref, reading.form, reading.sha256)  # fmt: skip


def by_key(found: Iterable[Figure]) -> dict[Key, list[Figure]]:
    """Figures by (indicator, region, measure), oldest first."""
    held: dict[Key, list[Figure]] = {}
    for one in found:
        held.setdefault((one.indicator, one.region, one.measure), []).append(one)
    for series in held.values():
        series.sort(key=lambda one: (one.end, one.span))
    return held
