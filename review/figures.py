"""What the checks compare: one figure of one area and period, of the workbook in hand or of what is known already."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import isfinite
from typing import NamedTuple

from catalog import period as calendar
from catalog.book import load
from catalog.records import CellRef, Observation, Reading

_NUMBER = re.compile(r"\d+(?:\.(\d+))?")
_FACTS = ("value", "ytd", "last_year")


class Figure(NamedTuple):
    """A figure with its place. end: its last month as year × 12 + month − 1; span: months covered; value: base unit.

    own: the sha-256 of the workbook it stands in; form: what that workbook is; correction: it says 更正.
    """

    indicator: str
    region: str
    measure: str
    period: str
    end: int
    span: int
    value: float
    text: str
    ref: CellRef
    form: str
    own: str
    correction: bool

    @property
    def step(self) -> float:
        """One unit of the last printed digit, in the base unit (1000 for 51.2万小时); 0 for whole counts."""
        return step_of(self.text, self.value)


Key = tuple[str, str, str]


class Track(NamedTuple):
    """One city's figures of one indicator and measure. at: by last month; best: the one of them that counts."""

    all: Sequence[Figure]
    at: Mapping[int, Sequence[Figure]]
    best: Mapping[int, Figure]
    order: Sequence[int]

    def before(self, end: int, months: int, own: Mapping[int, Figure]) -> list[Figure]:
        """The figures of the last `months` months before a period, oldest first; a workbook's own go first."""
        inside = self.order[bisect_left(self.order, end - months) : bisect_left(self.order, end)]
        return [own.get(one) or self.best[one] for one in inside]


NOTHING = Track((), {}, {}, ())


@lru_cache(maxsize=4096)
def ends(period: str) -> tuple[int, int]:
    """Last month (year × 12 + month − 1) and number of months of a period."""
    last, first = calendar.end_month(period), calendar.start_month(period)
    end = int(last[:4]) * 12 + int(last[5:7]) - 1
    return end, end - int(first[:4]) * 12 - int(first[5:7]) + 2


def month_text(end: int) -> str:
    """The month of a running number: 24321 → 2026-10."""
    return f"{end // 12:04d}-{end % 12 + 1:02d}"


@lru_cache(maxsize=65536)
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
        if o.value is None or not isfinite(o.value) or o.measure not in _FACTS:
            continue
        if o.period is None or o.indicator not in catalog.indicators:
            continue
        if o.region not in catalog.regions or not _counts(o):
            continue
        kept.append(_figure(o, reading))
    return kept


def _counts(o: Observation) -> bool:
    return o.role == "region" or (o.role == "total" and load().regions[str(o.region)].level == "province")


def _figure(o: Observation, reading: Reading) -> Figure:
    end, span = ends(str(o.period))
    return Figure(str(o.indicator), str(o.region), o.measure, str(o.period), end, span, float(o.value or 0.0),
                  o.text, o.ref, reading.form, reading.sha256, reading.correction)  # fmt: skip


def track(found: Sequence[Figure]) -> Track:
    """Figures of one key, oldest first, as a track: of a month the correction counts, then the form's authority."""
    forms = load().forms
    at: dict[int, list[Figure]] = {}
    for one in found:
        at.setdefault(one.end, []).append(one)
    best = {
        end: there[0] if len(there) == 1 else max(
            there, key=lambda one: (one.correction, forms[one.form].authority if one.form in forms else 0))
        for end, there in at.items()
    }  # fmt: skip
    return Track(found, at, best, sorted(at))


def by_key(found: Iterable[Figure]) -> dict[Key, list[Figure]]:
    """Figures by (indicator, region, measure), oldest first."""
    held: dict[Key, list[Figure]] = {}
    for one in found:
        held.setdefault((one.indicator, one.region, one.measure), []).append(one)
    for series in held.values():
        series.sort(key=lambda one: (one.end, one.span))
    return held
