"""What became of a submission: a log that is only added to. Each entry belongs to a revision."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, and_, func, insert, select

from store.choice import LIVE, last_events, live
from store.schema import KEY, events, facts, observations, register_current, register_rows, revisions, submissions

SNAPSHOT = ("register", "period_id", "city_id")


class Stamp(NamedTuple):
    """Who acts, when (UTC, ISO 8601), and the revision it makes."""

    who: str
    at: str
    revision: int


def now() -> str:
    """The time as the store keeps it: UTC, ISO 8601, whole seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def next_number(connection: Connection, table: Table) -> int:
    """The next number of a table; safe because the transaction is the only one writing."""
    return int(connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()) + 1


def revise(connection: Connection, who: str, what: str) -> Stamp:
    """A new revision, for an act that is no load."""
    stamp = Stamp(who, now(), next_number(connection, revisions))
    connection.execute(insert(revisions), {"id": stamp.revision, "at": stamp.at, "who": who, "what": what})
    return stamp


def record(connection: Connection, stamp: Stamp, states: list[tuple[int, str, str]]) -> None:
    """Enter (submission, state, reason) into the log, in this order; without a reason the one given last goes on, so
    that a correction that is published or superseded still says why it was made."""
    given = _reasons(connection, [number for number, _, reason in states if not reason])
    first = next_number(connection, events)
    lines = [{"id": first + place, "submission_id": number, "revision_id": stamp.revision, "state": state,
              "who": stamp.who, "at": stamp.at, "reason": reason or given.get(number, "")}
             for place, (number, state, reason) in enumerate(states)]  # fmt: skip
    if lines:
        connection.execute(insert(events), lines)


def _reasons(connection: Connection, numbers: list[int]) -> dict[int, str]:
    own = events.c
    query = select(own.submission_id, own.reason).where(own.id.in_(last_events()), own.submission_id.in_(numbers))
    return {row.submission_id: row.reason for row in connection.execute(query)} if numbers else {}


def relabel(connection: Connection, stamp: Stamp) -> list[int]:
    """Enter `superseded` for what corrections have left nothing of, and the state before for what stands again.

    Returns the submissions that are now superseded and were not.
    """
    own = events.c
    held = connection.execute(select(own.submission_id, own.state).where(own.id.in_(last_events())))
    states = {row.submission_id: row.state for row in held if row.state in LIVE}
    gone, marked = superseded(connection), {number for number, state in states.items() if state == "superseded"}
    fresh = sorted(gone - marked)
    back = [(number, before(connection, number), "") for number in sorted(marked - gone)]
    record(connection, stamp, [*((number, "superseded", "") for number in fresh), *back])
    return fresh


def before(connection: Connection, number: int) -> str:
    """The last state of a submission that was not `superseded`."""
    own = events.c
    query = select(own.state).where(own.submission_id == number, own.state != "superseded")
    return str(connection.scalar(query.order_by(own.id.desc()).limit(1)))


def superseded(connection: Connection) -> set[int]:
    """The live submissions whose every figure and register snapshot is held by a correction that is not their own.

    Being outranked by a form of more authority, or by a later report, makes nobody superseded: only a correction says
    that what was sent before is not to be used any more.
    """
    corrected = select(submissions.c.id).where(submissions.c.generation > 0, submissions.c.id.in_(live()))
    corrections = list(connection.scalars(corrected))
    if not corrections:
        return set()
    candidates = _reached(connection, corrections)
    kept = {number for number, by, generation in _holders(connection, candidates) if by == number or not generation}
    return candidates - kept


def _reached(connection: Connection, corrections: list[int]) -> set[int]:
    """The live submissions that share a figure or a register snapshot with a correction."""
    new, own = observations.alias("new"), observations.c
    same = and_(*(new.c[name] == own[name] for name in KEY))
    query = select(own.submission_id).select_from(new.join(observations, same)).distinct()
    found = set(connection.scalars(query.where(new.c.submission_id.in_(corrections))))
    # Snapshots first: joined like the figures, the planner would go through all rows of a register.
    listed = [register_rows.c[name] for name in SNAPSHOT]
    snapshots = connection.execute(select(*listed).where(register_rows.c.submission_id.in_(corrections)).distinct())
    for snapshot in snapshots.all():
        here = and_(*(column == value for column, value in zip(listed, snapshot, strict=True)))
        found |= set(connection.scalars(select(register_rows.c.submission_id).where(here).distinct()))
    return found & set(connection.scalars(live()))


def _holders(connection: Connection, numbers: set[int]) -> list[Any]:
    """(submission, who holds one of its figures or snapshots now, the holder's generation)."""
    own, fact, by = observations.c, observations.alias("fact"), submissions.alias("holder")
    figures = (
        select(own.submission_id, by.c.id, by.c.generation)
        .join(facts, and_(*(facts.c[name] == own[name] for name in KEY)))
        .join(fact, fact.c.id == facts.c.observation_id)
        .join(by, by.c.id == fact.c.submission_id)
    )
    listed, held = register_rows.c, register_current.c
    snapshots = (
        select(listed.submission_id, by.c.id, by.c.generation)
        .join(register_current, and_(*(held[name] == listed[name] for name in SNAPSHOT)))
        .join(by, by.c.id == held.submission_id)
    )
    return [
        row
        for query, column in ((figures, own), (snapshots, listed))
        for row in connection.execute(query.where(column.submission_id.in_(numbers)).distinct())
    ]
