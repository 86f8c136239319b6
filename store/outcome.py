"""What a load did to what stands, figure by figure: read inside its transaction, so that a trial tells the truth."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, case, select

from catalog.records import CellRef
from store import codes
from store.choice import standing, touched
from store.schema import KEY, facts, held_back, indicators, observations, sheets, submissions

_Key = tuple[int, int, int, int]
_SLICE = 900


class Side(NamedTuple):
    """A figure and whose it is. value: in the base unit, None for a missing mark (`missing` says which).

    rank: what decides between two figures, in the order of `store.choice`: generation, whether it is a figure,
    authority, content.
    """

    value: float | None
    missing: str
    text: str
    ref: CellRef
    submission: int
    form: str
    rank: tuple[int, int, int, int]

    def same(self, other: Side) -> bool:
        """Whether both say the same."""
        return (self.value, self.missing) == (other.value, other.missing)


class Outcome(NamedTuple):
    """One figure that came. kind: new (nothing stood), changed (it stands now, another stood), unchanged (what stands
    says the same), kept (it is stored, and what stood goes on: old). why, of a kept one: correction, missing,
    authority, content or order (all equal; the sha-256 decides)."""

    indicator: str
    region: str
    period: str
    measure: str
    kind: str
    old: Side | None
    new: Side
    why: str = ""


def outcomes(connection: Connection, since: int) -> tuple[Outcome, ...]:
    """What became of each figure of the submissions numbered `since` and later, against what would stand without them.
    Call it when the projections are made. Two cells of one figure are one: the one that stands."""
    mine: dict[_Key, tuple[int, Side]] = {}
    holders: dict[_Key, int] = {}
    for row in connection.execute(_mine(since)):
        key, number, holds = (row[0], row[1], row[2], row[3]), row[4], row[5]
        holders[key] = holds
        if key not in mine or number == holds:
            mine[key] = (number, _side(row[6:]))
    before = _before(connection, since)
    told = _sides(connection, {*before.values(), *(h for k, h in holders.items() if h != mine[k][0])})
    named = {row.id: row.code for row in connection.execute(select(indicators))}
    return tuple(_outcome(_named(key, named), new, number == holders[key], told.get(before.get(key, 0)),
                          told.get(holders[key])) for key, (number, new) in mine.items())  # fmt: skip


def _named(key: _Key, named: dict[int, str]) -> tuple[str, str, str, str]:
    indicator, region, period, measure = key
    return named[indicator], f"{region:06}", codes.period_text(period), codes.MEASURE_TEXTS[measure]


def _outcome(key: tuple[str, str, str, str], new: Side, stands: bool, old: Side | None, holder: Side | None) -> Outcome:
    if old is None:
        return Outcome(*key, "new", None, new)
    if old.same(new):
        return Outcome(*key, "unchanged", old, new)
    if stands:
        return Outcome(*key, "changed", old, new)
    by = holder or old
    return Outcome(*key, "kept", by, new, _why(by, new))


def _why(holder: Side, new: Side) -> str:
    pairs = zip(("correction", "missing", "authority", "content"), holder.rank, new.rank, strict=True)
    return next((why for why, held, came in pairs if held != came), "order")


def _columns() -> tuple[Any, ...]:
    own, sent = observations.c, submissions.c
    generation = case((held_back.c.observation_id.is_not(None), 0), else_=sent.generation)
    return (own.value, own.status, own.text, sent.workbook, sheets.c.name, own.cell, sent.id, sent.form, generation,
            sent.authority, sent.content)  # fmt: skip


def _joined(query: Select[Any]) -> Select[Any]:
    own = observations.c
    query = query.select_from(observations).join(submissions, submissions.c.id == own.submission_id)
    query = query.join(sheets, sheets.c.id == own.sheet_id)
    return query.outerjoin(held_back, held_back.c.observation_id == own.id)


def _mine(since: int) -> Select[Any]:
    own = observations.c
    key = tuple(own[name] for name in KEY)
    query = _joined(select(*key, own.id, facts.c.observation_id, *_columns()))
    query = query.join(facts, and_(*(facts.c[name] == own[name] for name in KEY)))
    return query.where(own.submission_id >= since).order_by(own.id)


def _before(connection: Connection, since: int) -> dict[_Key, int]:
    """Which observation stood before submission `since` came, by the places that the new ones touch."""
    earlier = standing(among=touched(since), before=since).subquery().c
    rows = connection.execute(select(*(earlier[name] for name in KEY), earlier.observation_id))
    return {(row[0], row[1], row[2], row[3]): row[4] for row in rows}


def _sides(connection: Connection, ids: Iterable[int]) -> dict[int, Side]:
    found: dict[int, Side] = {}
    numbers = sorted(ids)
    for start in range(0, len(numbers), _SLICE):
        query = _joined(select(observations.c.id, *_columns()))
        for row in connection.execute(query.where(observations.c.id.in_(numbers[start : start + _SLICE]))):
            found[row[0]] = _side(row[1:])
    return found


def _side(row: Any) -> Side:
    value, status, text, workbook, sheet, cell, number, form, generation, authority, content = row
    state = codes.STATUS_TEXTS[status]
    rank = (generation, int(value is not None), authority, content)
    ref = CellRef(workbook, sheet, cell)
    return Side(value, "" if state == "reported" else state, str(text).strip(), ref, number, form, rank)
