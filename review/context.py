"""Everything the checks may look up, gathered once: what is stored, what else is in the batch, registers, rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Engine, Select, select

from catalog import rules as numbers
from catalog.book import load
from catalog.checks import Relation, relations
from catalog.entries import Catalog
from catalog.period import ZONE, today_period
from catalog.records import CellRef, Reading
from review.figures import NOTHING, Figure, Key, Track, by_key, ends, figures, track
from store import codes, schema
from store.engine import reading as reading_from
from store.state import state

_SLICE = 800


class Context(NamedTuple):
    """today: the month it is. past: figures known before and beside the workbook, by (indicator, region, measure).

    own: the figures of each workbook in hand, by sha-256. registers: rows by (register, city, month).
    """

    today: int
    catalog: Catalog
    rules: Mapping[str, float]
    relations: tuple[Relation, ...]
    past: Mapping[Key, Track]
    own: Mapping[str, Sequence[Figure]]
    registers: Mapping[tuple[str, str, int], int]

    def track(self, indicator: str, region: str, measure: str = "value") -> Track:
        """What is known of one indicator of one area."""
        return self.past.get((indicator, region, measure), NOTHING)


def gather(engine: Engine | None, readings: Sequence[Reading], now: datetime | None = None) -> Context:
    """What stands in the store for the indicators and areas of these readings, and the readings themselves.

    `now` decides which month has come (the clock's, in Shanghai, when it is left out). Raises StoreProblem when the
    store does not answer.
    """
    catalog, rules = load(), numbers.load().numbers
    own = {item.sha256: figures(item) for item in readings}
    there = [figure for found in own.values() for figure in found]
    registers = _counted(readings)
    if engine is not None and _alike(engine, readings):
        there += [one for one in _stored(engine, readings, there, rules) if one.own not in own]
        registers = _stored_registers(engine, {register for register, _, _ in registers} | _counting(there)) | registers
    today, _ = ends(today_period(now or datetime.now(UTC).astimezone(ZONE)))
    past = {key: track(found) for key, found in by_key(there).items()}
    return Context(today, catalog, rules, relations(), past, own, registers)


def _alike(engine: Engine, readings: Iterable[Reading]) -> bool:
    """Whether the store's figures are a history of these: invented ones are none of real ones, nor the reverse."""
    held = state(engine)
    return held.empty or held.sample == any(item.sample for item in readings)


def _counting(there: Iterable[Figure]) -> set[str]:
    """The registers whose rows some of the indicators must agree with."""
    known = {one.indicator for one in there}
    return {register for register, row in load().registers.items() if row.counts in known}


def _counted(readings: Iterable[Reading]) -> dict[tuple[str, str, int], int]:
    """Rows of the registers in hand by city and month; a team struck off does not count."""
    cities = load().regions
    found: Counter[tuple[str, str, int]] = Counter()
    for item in readings:
        for row in item.register_rows:
            if row.region in cities and row.fields.get("status") != "team_closed":
                city = cities[row.region].parent if cities[row.region].level == "county" else row.region
                found[row.register, city, ends(row.period)[0]] += 1
    return dict(found)


def _stored_registers(engine: Engine, wanted: Iterable[str]) -> dict[tuple[str, str, int], int]:
    """Rows of the standing snapshots of these registers, by city and month."""
    from store.registers import counts

    found: dict[tuple[str, str, int], int] = {}
    for register in wanted:
        filters = {"status": ("not_equal", "team_closed")} if _has_status(register) else {}
        try:
            rows = counts(engine, register, ("city", "period"), filters)
        except KeyError:  # nothing of it was ever loaded, so its fields have no columns yet
            continue
        found |= {(register, row["city"], ends(row["period"])[0]): row["count"] for row in rows}
    return found


def _has_status(register: str) -> bool:
    return any(field.id == "status" for field in load().registers[register].fields)


def _stored(
    engine: Engine, readings: Sequence[Reading], there: Sequence[Figure], rules: Mapping[str, float]
) -> list[Figure]:
    """The standing facts of the last years for the indicators in hand, with those they are related to."""
    if not there and not any(item.register_rows for item in readings):
        return []
    wanted = _related({one.indicator for one in there} | _register_indicators(readings))
    regions = _regions(readings, there)
    first = min((one.end for one in there), default=0) - int(rules["history_months"])
    with reading_from(engine) as connection:
        names, sent, sheet = schema.indicators.c, schema.submissions.c, schema.sheets.c
        known = _pairs(connection.execute(select(names.id, names.code).where(names.code.in_(wanted))))
        files = {row.id: row for row in connection.execute(select(sent.id, sent.workbook, sent.form, sent.sha256,
                                                                  sent.correction))}  # fmt: skip
        sheets = _pairs(connection.execute(select(sheet.id, sheet.name)))
        # Plain tuples from the driver: wrapping 40,000 rows would cost as much as fetching them.
        rows = connection.execute(_query(list(known), regions, first)).cursor.fetchall()
    return [_held(row, known, files, sheets) for row in rows]


def _pairs(rows: Iterable[Any]) -> dict[int, str]:
    return {number: text for number, text in rows}


def _related(indicators: set[str]) -> set[str]:
    """The indicators and all that stand in a relation with one of them."""
    found = set(indicators)
    for one in relations():
        names = {one.whole, *one.parts}
        if names & indicators:
            found |= names
    return found


def _register_indicators(readings: Iterable[Reading]) -> set[str]:
    registers = load().registers
    return {registers[row.register].counts for item in readings for row in item.register_rows[:1]}


def _regions(readings: Sequence[Reading], there: Sequence[Figure]) -> list[int]:
    """The areas in hand; all of them when the province or a register is among them."""
    regions = {one.region for one in there}
    everywhere = any(item.register_rows for item in readings) or "440000" in regions or len(regions) > 10
    cities = load().regions if everywhere else regions
    return [int(code) for code in cities if code.isdigit()]


def _query(indicators: list[int], regions: list[int], first: int) -> Select[Any]:
    own, seen = schema.facts.c, schema.observations.c
    month = (first // 12 * 100 + first % 12 + 1) * 100 if first > 0 else 0
    return (
        select(own.indicator_id, own.region_id, own.measure_id, own.period_id, own.value, seen.text, seen.sheet_id,
               seen.cell, seen.submission_id)
        .join(schema.observations, seen.id == own.observation_id)
        .where(own.indicator_id.in_(indicators), own.region_id.in_(regions[:_SLICE]), own.value.is_not(None))
        .where(own.measure_id.in_([codes.MEASURES["value"], codes.MEASURES["ytd"]]), own.period_id >= month)
    )  # fmt: skip


def _held(row: Sequence[Any], known: Mapping[int, str], files: Mapping[int, Any], sheets: Mapping[int, str]) -> Figure:
    indicator, region, measure, code, value, text, sheet, cell, submission = row
    period, file = codes.period_text(code), files[submission]
    end, span = ends(period)
    ref = CellRef(file.workbook, sheets[sheet], cell)
    return Figure(known[indicator], _code(region), codes.MEASURE_TEXTS[measure], period, end, span, value, text, ref,
                  file.form, file.sha256, bool(file.correction))  # fmt: skip


@lru_cache(maxsize=512)
def _code(region: int) -> str:
    return f"{region:06}"
