"""What arrived for which area and period, by submission: what the reporting tracker is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, case, func, select

from catalog.book import load
from catalog.entries import Catalog
from store import codes, rows
from store.engine import reading
from store.schema import held_back, observations, register_rows, sheets
from store.submissions import Submission, submissions

COUNTED = ("accepted", "published", "superseded", "returned")


class Arrival(NamedTuple):
    """A submission as far as it is about one city (or the province) and one period.

    day: the report date its sheet prints (2026-11-05), "" for none. figures: numbers in it, lines: of a register; both
    0 for one that was sent back. submission: its number, state, who, when, workbook and reason. changes: whether it
    says anything there that an earlier one of its form did not; what a correction had to leave as it was is no change.
    """

    region: str
    period: str
    figures: int
    lines: int
    day: str
    submission: Submission
    changes: bool = True


def arrivals(engine: Engine, at: int | None = None) -> list[Arrival]:
    """Every arrival that was not withdrawn (as at revision `at`), in the order of loading.

    Targets count where a workbook has nothing else.

    An area below a city counts for its city. A missing mark is no arrival. Raises StoreProblem when the store does not
    answer.
    """
    catalog = load()
    held = {item.id: item for item in submissions(engine, states=COUNTED, at=at)}
    with reading(engine) as connection:
        found = [*_figures(connection), *_lines(connection)]
        same = _repeated(connection, found, {number: item.form for number, item in held.items()})
    plain = {row[0] for row in found if not row[3]}
    kept = [row for row in found if row[0] in held and not (row[3] and row[0] in plain)]
    sent = [
        Arrival(rows.city(f"{region:06}", catalog), codes.period_text(period), figures, lines, day or "", held[number],
                (number, region, period) not in same)
        for number, region, period, _, figures, lines, day in kept
    ]
    sent += [_returned(item, catalog) for item in held.values() if item.state == "returned"]
    return sorted(sent, key=lambda one: one.submission.id)


def _returned(item: Submission, catalog: Catalog) -> Arrival:
    """One that was sent back has no figures: it is about what its workbook was about."""
    return Arrival(item.region or rows.province(catalog), item.period, 0, 0, "", item)


def _figures(connection: Connection) -> Iterator[tuple[Any, ...]]:
    own = observations.c
    target = case((own.measure_id == codes.MEASURES["target"], 1), else_=0).label("target")
    query = select(own.submission_id, own.region_id, own.period_id, target, func.count(), func.max(sheets.c.reported))
    query = query.join(sheets, sheets.c.id == own.sheet_id).where(own.value.is_not(None))
    for *key, count, day in connection.execute(query.group_by(own.submission_id, own.region_id, own.period_id, target)):
        yield *key, count, 0, day


def _repeated(connection: Connection, found: list[tuple[Any, ...]], forms: dict[int, str]) -> set[tuple[int, int, int]]:
    """(submission, area, period) where a later submission of a form only repeats what the ones before it said."""
    sent: dict[tuple[str, int, int], set[int]] = defaultdict(set)
    for number, region, period, _, figures, *_rest in found:
        if figures and number in forms:
            sent[forms[number], region, period].add(number)
    again = {(number, *place[1:]) for place, numbers in sent.items() for number in numbers if len(numbers) > 1}
    own = observations.c
    query = select(own.submission_id, own.indicator_id, own.region_id, own.period_id, own.measure_id, own.value,
                   held_back.c.observation_id)  # fmt: skip
    query = query.outerjoin(held_back, held_back.c.observation_id == own.id).where(own.value.is_not(None))
    query = query.where(own.submission_id.in_({number for number, _, _ in again})).order_by(own.submission_id, own.id)
    last: dict[tuple[Any, ...], float] = {}
    for number, indicator, region, period, measure, value, left in connection.execute(query) if again else ():
        key = (forms[number], indicator, region, period, measure)
        if left is None and last.get(key) != value:
            again.discard((number, region, period))
            last[key] = value
    return again


def _lines(connection: Connection) -> Iterator[tuple[Any, ...]]:
    own = register_rows.c
    query = select(own.submission_id, own.city_id, own.period_id, func.count(), func.max(sheets.c.reported))
    query = query.join(sheets, sheets.c.id == own.sheet_id).group_by(own.submission_id, own.city_id, own.period_id)
    for number, city, period, count, day in connection.execute(query):
        yield number, city, period, 0, 0, count, day
