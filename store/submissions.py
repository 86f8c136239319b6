"""What was sent: numbered, never changed, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, and_, select

from store import codes
from store.choice import last_events, settle_of
from store.engine import reading, writing
from store.events import record, relabel, revise
from store.problems import StoreProblem
from store.schema import events
from store.schema import submissions as table

# What a person may make of a submission in a state. superseded is never said by hand: it follows from the figures.
_DECISIONS = {
    "accepted": ("published", "withdrawn"),
    "published": ("accepted", "withdrawn"),
    "superseded": ("withdrawn",),
}


class Submission(NamedTuple):
    """One workbook as it was sent. region: the city when it is about one, else ""; period: the month its newest report
    ends in (2026-10), targets aside, "" when it has none. state, reason: of its last event."""

    id: int
    workbook: str
    form: str
    region: str
    period: str
    sample: bool
    correction: bool
    who: str
    at: str
    state: str
    reason: str
    observations: int
    register_rows: int
    sha256: str


def submissions(
    engine: Engine,
    *,
    form: str = "",
    region: str = "",
    period: str = "",
    states: Sequence[str] = (),
    at: int | None = None,
) -> list[Submission]:
    """Submissions in the order they came, narrowed to a form, a city, a month and states; as at revision `at`."""
    own = table.c
    query = select(
        own.id, own.workbook, own.form, own.region_id, own.content, own.sample, own.correction, own.who, own.at,
        events.c.state, events.c.reason, own.observations, own.register_rows, own.sha256,
    )  # fmt: skip
    query = query.join(events, and_(events.c.submission_id == own.id, events.c.id.in_(last_events(at))))
    if form:
        query = query.where(own.form == form)
    if region:
        query = query.where(own.region_id == int(region))
    if states:
        query = query.where(events.c.state.in_(list(states)))
    with reading(engine) as connection:
        found = [_submission(row) for row in connection.execute(query.order_by(own.id))]
    return [item for item in found if not period or item.period == period]


def _submission(row: Any) -> Submission:
    region, period = f"{row.region_id:06}" if row.region_id else "", codes.month_text(row.content)
    return Submission(row.id, row.workbook, row.form, region, period, *row[5:])


def decide(engine: Engine, number: int, state: str, *, who: str, reason: str) -> Submission:
    """Make a decision on a submission: a new revision with its event. A withdrawn one counts no more, and what it
    outranked stands again; it is never let in again: its file is loaded once more.

    Raises StoreProblem for a submission that does not exist, a decision its state does not allow, or no reason where
    one is taken out.
    """
    if state == "withdrawn" and not reason.strip():
        raise StoreProblem("store_no_reason")
    with writing(engine) as connection:
        held = _state(connection, number)
        if state not in _DECISIONS.get(held, ()):
            raise StoreProblem("store_no_decision", number=str(number), state=held, wanted=state)
        stamp = revise(connection, who, state)
        record(connection, stamp, [(number, state, reason.strip())])
        if state == "withdrawn":
            settle_of(connection, number)
        relabel(connection, stamp)
    return next(item for item in submissions(engine) if item.id == number)


def _state(connection: Connection, number: int) -> str:
    own = events.c
    query = select(own.state).where(own.submission_id == number).order_by(own.id.desc()).limit(1)
    found = connection.scalar(query)
    if found is None:
        raise StoreProblem("store_no_submission", number=str(number))
    return str(found)
