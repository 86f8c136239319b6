"""What a workbook would change: its figures against those that stand, by indicator, area, period and measure. Which of
them would stand is not worked out here: a trial load says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, Select, func, select

from catalog.book import Catalog
from catalog.records import CellRef, Reading, RegisterRow
from store import codes, rows
from store.choice import live
from store.engine import reading as reading_from
from store.outcome import Outcome, Side
from store.schema import facts, indicators, observations, register_current, register_rows, sheets, submissions

Key = tuple[str, str, str, str]
_SLICE = 400


class Held(NamedTuple):
    """One side of a comparison: base value (None for a missing mark, whose state is in `missing`) and its cell."""

    value: float | None
    missing: str
    text: str
    ref: CellRef

    def same(self, other: Held) -> bool:
        """Whether both say the same."""
        return (self.value, self.missing) == (other.value, other.missing)


class Change(NamedTuple):
    """One figure of indicator × area × period × measure, before and after; None where there is none.

    why: for one that is not taken, what speaks for the old one (see `store.outcome`; known: the file is stored already,
    refused: nothing of it can be stored), which is of that `form` and submission `number`.
    """

    indicator: str
    region: str
    period: str
    measure: str
    old: Held | None
    new: Held | None
    why: str = ""
    form: str = ""
    number: int = 0


class Lines(NamedTuple):
    """A register's lines of one city: how many stand, how many come."""

    register: str
    region: str
    period: str
    old: int
    new: int


class Diff(NamedTuple):
    """new: nothing stood there; changed: another value would stand; unchanged; gone: the same form said it before and
    now does not (it stays in the store until it is withdrawn); kept: stored, but what stands goes on. lines:
    registers."""

    new: tuple[Change, ...]
    changed: tuple[Change, ...]
    unchanged: tuple[Change, ...]
    gone: tuple[Change, ...]
    lines: tuple[Lines, ...]
    kept: tuple[Change, ...] = ()

    @property
    def corrected(self) -> int:
        """How many figures are not taken because they were corrected before."""
        return sum(one.why == "correction" for one in self.kept)


class Trial(NamedTuple):
    """What a trial load said. outcomes: what would become of each figure; None where no trial can say it: then either
    nothing would stand in the way (`alone`: samples that are taken out first), or nothing would be stored (`stopped`:
    known or refused)."""

    outcomes: tuple[Outcome, ...] | None = None
    alone: bool = False
    stopped: str = ""


NO_TRIAL = Trial()


def difference(engine: Engine, reading: Reading, catalog: Catalog, trial: Trial = NO_TRIAL) -> Diff:
    """The reading's facts against the standing ones, exactly as the `trial` load found them; without one, against what
    stands. A region without figures has none here; nothing is stored."""
    kept = rows.figures(reading, catalog)
    mine: dict[Key, Held] = {}
    for item in kept:
        o = item.observation
        key = str(o.indicator), item.region, codes.period_text(codes.period_code(str(o.period))), o.measure
        mine.setdefault(key, Held(None if o.missing else o.value, o.missing or "", o.text.strip(), o.ref))
    with reading_from(engine) as connection:
        stored = {} if trial.alone else _standing(connection, mine)
        lost = _gone(connection, reading, rows.content(kept, reading.register_rows), {item.region for item in kept})
        lines = tuple(_lines(connection, reading.register_rows, catalog))
    found: dict[str, list[Change]] = {"new": [], "changed": [], "unchanged": [], "kept": []}
    for kind, change in _told(trial.outcomes) if trial.outcomes else _compared(mine, stored, trial.stopped):
        found[kind].append(change)
    gone = () if trial.alone else tuple(Change(*key, held, None) for key, held in lost.items() if key not in mine)
    return Diff(tuple(found["new"]), tuple(found["changed"]), tuple(found["unchanged"]), gone, lines,
                tuple(found["kept"]))  # fmt: skip


def _told(outcomes: Iterable[Outcome]) -> Iterator[tuple[str, Change]]:
    """A trial's outcomes as changes by kind."""
    for one in outcomes:
        by = (one.old.form, one.old.submission) if one.old else ("", 0)
        yield one.kind, Change(*one[:4], _side(one.old), _side(one.new), one.why, *by)


def _side(side: Side | None) -> Held | None:
    return side and Held(side.value, side.missing, side.text, side.ref)


def _compared(mine: Mapping[Key, Held], stored: Mapping[Key, Held], stopped: str) -> Iterator[tuple[str, Change]]:
    """Each figure against what stands; of a file that cannot be stored nothing is new or changes anything."""
    for key, now in mine.items():
        change = Change(*key, stored.get(key), now)
        same = change.old is not None and change.old.same(now)
        kind = "unchanged" if same else "new" if change.old is None else "changed"
        yield ("kept", change._replace(why=stopped)) if stopped and not same else (kind, change)


def _query() -> Select[tuple[object, ...]]:
    own, seen = facts.c, observations.c
    return (
        select(indicators.c.code, own.region_id, own.period_id, own.measure_id, own.value, own.status, seen.text,
               submissions.c.workbook, sheets.c.name, seen.cell)
        .join(observations, seen.id == own.observation_id)
        .join(indicators, indicators.c.id == own.indicator_id)
        .join(submissions, submissions.c.id == seen.submission_id)
        .join(sheets, sheets.c.id == seen.sheet_id)
    )  # fmt: skip


def _standing(connection: Connection, mine: Mapping[Key, Held]) -> dict[Key, Held]:
    """The facts at the indicators and periods of the keys."""
    names = sorted({key[0] for key in mine})
    periods = sorted({codes.period_code(key[2]) for key in mine})
    regions = [int(code) for code in {key[1] for key in mine}]
    found: dict[Key, Held] = {}
    for at in range(0, len(periods), _SLICE):
        query = _query().where(indicators.c.code.in_(names), facts.c.period_id.in_(periods[at : at + _SLICE]))
        query = query.where(facts.c.region_id.in_(regions)) if len(regions) < _SLICE else query
        found |= _held(connection.execute(query).all())
    return {key: held for key, held in found.items() if key in mine}


def _held(found: Iterable[Any]) -> dict[Key, Held]:
    held: dict[Key, Held] = {}
    for code, region, period, measure, value, status, text, *ref in found:
        key = str(code), f"{region:06}", codes.period_text(period), codes.MEASURE_TEXTS[measure]
        state = codes.STATUS_TEXTS[status]
        held[key] = Held(value, "" if state == "reported" else state, str(text).strip(), CellRef(*map(str, ref)))
    return held


def _gone(connection: Connection, reading: Reading, content: int, regions: set[str]) -> dict[Key, Held]:
    """What earlier workbooks of the same form, month and areas said and still stands."""
    if not reading.form or not content:
        return {}
    own = submissions.c
    before = select(own.id).where(own.form == reading.form, own.content == content, own.sha256 != reading.sha256,
                                  own.id.in_(live()))  # fmt: skip
    query = _query().where(observations.c.submission_id.in_(before))
    if len(regions) < _SLICE:
        query = query.where(observations.c.region_id.in_([int(code) for code in regions]))
    return {key: held for key, held in _held(connection.execute(query).all()).items() if key[1] in regions}


def _lines(connection: Connection, found: Sequence[RegisterRow], catalog: Catalog) -> Iterable[Lines]:
    """A register's lines by city."""
    counts: dict[tuple[str, str, str], int] = {}
    for row in found:
        if row.region in catalog.regions and row.period:
            key = row.register, rows.city(row.region, catalog), row.period
            counts[key] = counts.get(key, 0) + 1
    for (register, city, period), new in sorted(counts.items()):
        yield Lines(register, city, period, _line_count(connection, register, city, period), new)


def _line_count(connection: Connection, register: str, city: str, period: str) -> int:
    own, current = register_rows.c, register_current.c
    query = select(func.count()).select_from(register_rows).join(
        register_current,
        (current.register == own.register) & (current.period_id == own.period_id)
        & (current.city_id == own.city_id) & (current.submission_id == own.submission_id),
    )  # fmt: skip
    query = query.where(own.register == register, own.city_id == int(city), own.period_id == codes.period_code(period))
    return int(connection.execute(query).scalar_one())

