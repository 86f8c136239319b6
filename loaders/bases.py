"""A column that merely repeats a reference figure of the catalogue (人口 with the census figures) is recognised by its
values, not by its bare name: all areas must agree exactly."""

from __future__ import annotations

import csv
from functools import lru_cache
from typing import NamedTuple

from catalog.book import FOLDER
from catalog.records import CellRef, Finding, Observation
from loaders.knowledge import know
from loaders.saying import say

_ENOUGH = 5  # areas that must agree before a match is certain


class Base(NamedTuple):
    """A row of reading/bases.csv."""

    base: str
    zh: str
    period: str
    unit: str


@lru_cache(maxsize=1)
def _bases() -> tuple[Base, ...]:
    with open(FOLDER / "reading" / "bases.csv", encoding="utf-8", newline="") as handle:
        return tuple(Base(**row) for row in csv.DictReader(line for line in handle if not line.startswith("#")))


def recognised(observations: list[Observation]) -> tuple[list[Observation], list[Finding]]:
    """Names the columns without an indicator whose values are a reference base, with a note for each."""
    columns: dict[str, list[int]] = {}
    for at, o in enumerate(observations):
        if o.indicator is None and o.region and o.printed is not None:
            columns.setdefault(o.ref.cell.rstrip("0123456789"), []).append(at)
    notes = []
    for places in columns.values():
        base = _same([observations[at] for at in places]) if len(places) >= _ENOUGH else None
        if base:
            for at in places:
                observations[at] = _named(observations[at], base)
            notes.append(_note(observations[places[0]].ref, base))
    return observations, notes


def _same(column: list[Observation]) -> Base | None:
    for base in _bases():
        known = know().catalog.denominators.get(base.base, {})
        if all(o.printed == known.get(o.region or "") for o in column):
            return base
    return None


def _named(o: Observation, base: Base) -> Observation:
    text = f"{o.indicator_text}（{base.zh}）"
    return o._replace(indicator_text=text, period=o.period or base.period, unit=o.unit or base.unit)


def _note(ref: CellRef, base: Base) -> Finding:
    return say("reference_base", "note", ref, found=f"{base.zh}，{base.period}")
