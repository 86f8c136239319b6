"""A letter that corrects single figures (数据更正函) prints what was reported before: it must be what is stored."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from catalog.book import Catalog
from catalog.records import Finding, Observation, Reading
from catalog.saying import sentence
from store import codes
from store.schema import facts, indicators, observations, sheets, submissions

# The measure of the figure a letter says was reported before; it is never stored as a fact.
OLD = "old"


class _Stored(NamedTuple):
    value: float | None
    text: str
    workbook: str
    sheet: str
    cell: str
    generation: int


def is_letter(reading: Reading) -> bool:
    """Whether a reading says what was reported before, for figures that it corrects."""
    return any(item.measure == OLD for item in reading.observations)


def generation(connection: Connection, reading: Reading, catalog: Catalog) -> int:
    """One more than any of the figures the letter corrects has: a letter always outranks what it quotes."""
    return 1 + max((held.generation for _, held in _quoted(connection, reading, catalog) if held), default=0)


def refusals(connection: Connection, reading: Reading, catalog: Catalog, lang: str) -> list[Finding]:
    """An error for each figure of which the letter quotes another value than is stored, saying where that came from."""
    return [
        _refusal(item, held, catalog, lang)
        for item, held in _quoted(connection, reading, catalog)
        if not _same(item.value, held.value if held else None)
    ]


def _same(quoted: float | None, stored: float | None) -> bool:
    if quoted is None or stored is None:
        return quoted is stored
    return math.isclose(quoted, stored, rel_tol=1e-9, abs_tol=1e-9)


def _quoted(
    connection: Connection, reading: Reading, catalog: Catalog
) -> list[tuple[Observation, _Stored | None]]:  # fmt: skip
    """The figures a letter quotes as reported before, each with what is stored."""
    items = [item for item in reading.observations if item.measure == OLD and item.indicator in catalog.indicators
             and item.region in catalog.regions and item.period]  # fmt: skip
    return [(item, _stored(connection, item)) for item in items]


def _stored(connection: Connection, item: Observation) -> _Stored | None:
    own, held = facts.c, observations.c
    query = (
        select(own.value, held.text, submissions.c.workbook, sheets.c.name, held.cell, submissions.c.generation)
        .join(indicators, indicators.c.id == own.indicator_id)
        .join(observations, held.id == own.observation_id)
        .join(submissions, submissions.c.id == held.submission_id)
        .join(sheets, sheets.c.id == held.sheet_id)
        .where(
            indicators.c.code == item.indicator, own.region_id == int(str(item.region)),
            own.period_id == codes.period_code(str(item.period)), own.measure_id == codes.MEASURES["value"],
        )
    )  # fmt: skip
    found: Any = connection.execute(query).first()
    return None if found is None else _Stored(*found)


def _refusal(item: Observation, held: _Stored | None, catalog: Catalog, lang: str) -> Finding:
    indicator, region = catalog.indicators[str(item.indicator)], catalog.regions[str(item.region)]
    named = {
        "workbook": item.ref.workbook, "sheet": item.ref.sheet, "cell": item.ref.cell, "text": item.text[:60] or "—",
        "indicator": indicator.zh if lang == "zh" else indicator.en,
        "region": region.zh if lang == "zh" else region.en, "period": item.period,
    }  # fmt: skip
    code = "letter_nothing_stored" if held is None else "letter_old_differs"
    if held is not None:
        named |= {"stored": held.text[:60] or "—", "other": held.workbook, "other_sheet": held.sheet,
                  "other_cell": held.cell}  # fmt: skip
    return Finding(code, "error", item.ref, sentence(code, lang, **named))
