"""What a figure was before: the versions of it, what each revision changed, and which revision a moment meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, Select, and_, func, or_, select

from store import codes
from store.choice import last_events, standing, touched_in
from store.engine import reading
from store.problems import StoreProblem
from store.schema import KEY, events, facts, indicators, observations, publications, revisions, sheets, submissions

# A date without an hour, and an hour without a zone, are those of the province.
_ZONE = timezone(timedelta(hours=8))


class Version(NamedTuple):
    """One submission's figure for a place: what was printed where, by whom, and whether it stands now.

    value: in the base unit, None for a missing mark (status says which). state, reason: of the submission's last
    event; revision, at: those it came in with.
    """

    observation_id: int
    value: float | None
    qualifier: str
    status: str
    text: str
    workbook: str
    sheet: str
    cell: str
    submission: int
    who: str
    at: str
    state: str
    reason: str
    revision: int
    stands: bool


class Change(NamedTuple):
    """A figure that a revision changed: old None where none stood, new None where none stands any more. workbook: the
    one that brought the new figure, or the one that was taken out; who, at, reason: of what was done with it."""

    indicator: str
    region: str
    period: str
    measure: str
    old: float | None
    new: float | None
    revision: int
    at: str
    who: str
    workbook: str
    reason: str


def revision_at(engine: Engine, moment: str) -> int:
    """The last revision made up to a moment; 0 when there was none yet.

    moment: a date (2026-03-31: to the end of that day), a month or a year (to its end), a date with an hour, all in
    China's time unless a zone is said; a publication (p3, or 3); a revision (r12). Raises StoreProblem for any other
    text and for a publication or revision that does not exist.
    """
    with reading(engine) as connection:
        if found := re.fullmatch(r"[pP]?(\d{1,3})|[rR](\d+)", moment.strip()):
            return _named(connection, moment, *found.groups())
        until = _instant(moment.strip())
        query = select(func.coalesce(func.max(revisions.c.id), 0)).where(revisions.c.at <= until)
        return int(connection.scalar(query) or 0)


def _named(connection: Connection, moment: str, publication: str | None, number: str | None) -> int:
    if publication:
        found = connection.scalar(select(publications.c.revision_id).where(publications.c.id == int(publication)))
    else:
        found = connection.scalar(select(revisions.c.id).where(revisions.c.id == int(number or 0)))
    if found is None:
        raise StoreProblem("store_no_moment", moment=moment)
    return int(found)


def _instant(moment: str) -> str:
    """The end of what a moment names, as the store writes times."""
    try:
        return _end(moment).astimezone(UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError) as error:
        raise StoreProblem("store_no_moment", moment=moment[:40]) from error


def _end(moment: str) -> datetime:
    if re.fullmatch(r"\d{4}", moment):
        moment += "-12"
    if re.fullmatch(r"\d{4}-\d\d", moment):
        first = datetime.fromisoformat(f"{moment}-01").replace(tzinfo=_ZONE)
        return (first + timedelta(days=32)).replace(day=1) - timedelta(seconds=1)
    found = datetime.fromisoformat(moment)
    found = found if found.tzinfo else found.replace(tzinfo=_ZONE)
    return found + timedelta(days=1, seconds=-1) if len(moment) == len("2026-03-31") else found


def versions(engine: Engine, indicator: str, region: str, period: str, measure: str = "value") -> list[Version]:
    """Every figure that was ever let in for a place, in the order they came: the first reported to the latest."""
    own, sent, came = observations.c, submissions.c, events.alias("came")
    first = select(func.min(events.c.id)).group_by(events.c.submission_id)
    query = (
        select(own.id, own.value, own.qualifier, own.status, own.text, sent.workbook, sheets.c.name, own.cell, sent.id,
               sent.who, sent.at, events.c.state, events.c.reason, came.c.revision_id, facts.c.observation_id)
        .join(submissions, sent.id == own.submission_id)
        .join(sheets, sheets.c.id == own.sheet_id)
        .join(indicators, indicators.c.id == own.indicator_id)
        .join(events, and_(events.c.submission_id == sent.id, events.c.id.in_(last_events())))
        .join(came, and_(came.c.submission_id == sent.id, came.c.id.in_(first)))
        .outerjoin(facts, and_(*(facts.c[name] == own[name] for name in KEY)))
        .where(indicators.c.code == indicator, own.region_id == int(region),
               own.period_id == codes.period_code(period), own.measure_id == codes.MEASURES[measure])
        .order_by(came.c.id, own.id)
    )  # fmt: skip
    with reading(engine) as connection:
        return [_version(row) for row in connection.execute(query)]


def _version(row: Any) -> Version:
    number, value, qualifier, status, *rest = row
    standing = rest.pop()
    texts = (codes.QUALIFIER_TEXTS[qualifier], codes.STATUS_TEXTS[status])
    return Version._make((number, value, *texts, *rest, standing == number))


def changes(engine: Engine, since: int, until: int | None = None) -> list[Change]:
    """What each revision after `since` (up to `until`) changed, in order; a figure that came for the first time has
    old None. Missing marks are no figures."""
    with reading(engine) as connection:
        last = connection.scalar(select(func.coalesce(func.max(revisions.c.id), 0))) or 0
        steps = range(since + 1, min(last, last if until is None else until) + 1)
        return [change for revision in steps for change in _changes(connection, revision)]


def first_change(connection: Connection, since: int) -> int:
    """The first revision after `since` that changed or took back a figure that stood then, or added one to the months
    that were reported then; 0 while none did."""
    last = connection.scalar(select(func.coalesce(func.max(revisions.c.id), 0))) or 0
    newest: int | None = None
    for revision in range(since + 1, last + 1):
        pairs = _pairs(connection, revision)
        if pairs and newest is None:
            newest = _newest(connection, since)
        if any(old is not None or key[2] // 100 <= (newest or 0) for key, (old, _) in pairs):
            return revision
    return 0


def _newest(connection: Connection, at: int) -> int:
    """The last month that was reported at a revision, targets aside."""
    own = standing(at=at).subquery()
    query = select(func.max(own.c.period_id)).where(own.c.measure_id != codes.MEASURES["target"])
    return int(connection.scalar(query) or 0) // 100


_Key = tuple[int, int, int, int]
_Held = tuple[float | None, int]
_NONE: _Held = (None, 0)


def _pairs(connection: Connection, revision: int) -> list[tuple[_Key, tuple[_Held | None, _Held | None]]]:
    """The places whose figure the revision changed, with what stood before and after (value, observation)."""
    keys = touched_in(revision, revision)
    old, new = (_figures(connection, standing(at=at, among=keys)) for at in (revision - 1, revision))
    places = sorted(old.keys() | new.keys())
    both = [(place, (old.get(place), new.get(place))) for place in places]
    return [(place, (a, b)) for place, (a, b) in both if (a and a[0]) != (b and b[0])]


def _figures(connection: Connection, query: Select[Any]) -> dict[_Key, _Held]:
    """Figures by their place; missing marks left out."""
    own = query.subquery().c
    rows = connection.execute(select(*(own[name] for name in KEY), own.value, own.observation_id))
    return {(row[0], row[1], row[2], row[3]): (row[4], row[5]) for row in rows if row[4] is not None}


def _changes(connection: Connection, revision: int) -> Iterator[Change]:
    pairs = _pairs(connection, revision)
    if not pairs:
        return
    named = {row.id: row.code for row in connection.execute(select(indicators))}
    made = connection.execute(select(revisions).where(revisions.c.id == revision)).one()
    told = _told(connection, revision, {held[1] for _, both in pairs for held in both if held})
    for (indicator, region, period, measure), (old, new) in pairs:
        workbook, reason = told[(new or old or _NONE)[1]]
        # What stands again because another was taken out has the reason for that.
        reason = told[old[1]][1] if reason is None and old else reason
        place = (named[indicator], f"{region:06}", codes.period_text(period), codes.MEASURE_TEXTS[measure])
        yield Change(*place, old and old[0], new and new[0], revision, made.at, made.who, workbook, reason or "")


def _told(connection: Connection, revision: int, ids: set[int]) -> dict[int, tuple[str, str | None]]:
    """Workbook of each observation's submission, and the reason for which it came or was taken out in this revision;
    None for one that was there before and stayed."""
    found: dict[int, tuple[str, str | None]] = {}
    own, sent = observations.c, submissions.c
    came = events.c.id.in_(select(func.min(events.c.id)).group_by(events.c.submission_id))
    moved = and_(events.c.revision_id == revision, or_(came, events.c.state == "withdrawn"))
    said = select(events.c.submission_id, events.c.reason).where(moved).subquery()
    query = select(own.id, sent.workbook, said.c.reason).join(
        submissions, sent.id == own.submission_id).outerjoin(said, said.c.submission_id == sent.id)  # fmt: skip
    numbers = sorted(ids)
    for start in range(0, len(numbers), 900):
        rows = connection.execute(query.where(own.id.in_(numbers[start : start + 900])))
        found |= {row[0]: (row[1], row[2]) for row in rows}
    return found
