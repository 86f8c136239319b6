"""Which of several figures stands: the projections `facts` and `register_current`, made again inside each load.

For one indicator, area, period and measure: the later generation of correction before any other (a figure that a
correction only repeats, against an earlier correction, is held back and counts as a report's); a figure before a
missing mark; the form with more authority (a city's own before a summary); the newest content; the larger sha-256; in
one workbook the first cell. Never the order of loading, so that the same files in any order give the same store.

Everything takes `at`, a revision: then it says what stood when that revision was the last. Nothing is kept twice for
that: submissions are never changed, and each event carries the revision it was made in.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, Select, case, delete, func, insert, select, tuple_

from store.schema import (
    FIGURE,
    KEY,
    events,
    facts,
    held_back,
    observations,
    register_current,
    register_rows,
    submissions,
)

# superseded: let in, and every figure of it is now held by a correction; withdraw that, and these stand again.
LIVE = ("accepted", "published", "superseded")


def last_events(at: int | None = None) -> Select[tuple[int]]:
    """The number of each submission's last event (up to revision `at`): what became of it."""
    last = select(func.max(events.c.id)).group_by(events.c.submission_id)
    return last if at is None else last.where(events.c.revision_id <= at)


def live(at: int | None = None) -> Select[tuple[int]]:
    """The numbers of the submissions whose last event (up to revision `at`) let them in."""
    return select(events.c.submission_id).where(events.c.id.in_(last_events(at)), events.c.state.in_(LIVE))


def _precedence() -> tuple[ColumnElement[object], ...]:
    own = submissions.c
    return own.authority.desc(), own.content.desc(), own.sha256.desc()


def standing(
    since: int | None = None,
    at: int | None = None,
    among: Select[tuple[object, ...]] | None = None,
    indicators: list[int] | None = None,
    before: int | None = None,
) -> Select[tuple[object, ...]]:
    """The rows `facts` should have (at revision `at`): all, or those whose key a submission numbered `since` or later
    touches, or those whose key is `among` the given ones, or those of some indicators; with `before` as if the
    submissions from that number on had not come."""
    own = observations.c
    key = [own[name] for name in KEY]
    generation = case((held_back.c.observation_id.is_not(None), 0), else_=submissions.c.generation)
    order = (generation.desc(), case((own.value.is_(None), 1), else_=0), *_precedence(), own.id)
    place = func.row_number().over(partition_by=key, order_by=order).label("place")
    columns = [*key, *(own[name] for name in FIGURE), own.id.label("observation_id")]
    ranked = select(*columns, place).join(submissions, submissions.c.id == own.submission_id)
    ranked = ranked.outerjoin(held_back, held_back.c.observation_id == own.id)
    ranked = ranked.where(own.submission_id.in_(live(at)))
    if before is not None:
        ranked = ranked.where(own.submission_id < before)
    if indicators is not None:
        ranked = ranked.where(own.indicator_id.in_(indicators))
    wanted = touched(since) if since is not None else among
    if wanted is not None:
        ranked = ranked.where(tuple_(*key).in_(wanted))
    best = ranked.subquery()
    return select(*(column for column in best.c if column.name != "place")).where(best.c.place == 1)


def touched(since: int) -> Select[tuple[object, ...]]:
    """The keys of the figures that submissions numbered `since` and later brought."""
    new = observations.alias()
    return select(*(new.c[name] for name in KEY)).where(new.c.submission_id >= since)


def touched_in(first: int, last: int) -> Select[tuple[object, ...]]:
    """The keys of the figures that a revision from `first` to `last` may have changed: those of submissions that were
    let in or taken out in it."""
    new = observations.alias()
    moved = events.c.state.in_(("accepted", "withdrawn"))
    stirred = select(events.c.submission_id).where(events.c.revision_id.between(first, last), moved)
    return select(*(new.c[name] for name in KEY)).where(new.c.submission_id.in_(stirred))


def standing_registers(at: int | None = None) -> Select[tuple[object, ...]]:
    """The rows `register_current` should have: for each register, period and city the submission that stands."""
    own = register_rows.c
    snapshots = select(own.register, own.period_id, own.city_id, own.submission_id).distinct()
    snapshot = snapshots.where(own.submission_id.in_(live(at))).subquery()
    key = (snapshot.c.register, snapshot.c.period_id, snapshot.c.city_id)
    order = (submissions.c.generation.desc(), *_precedence())
    place = func.row_number().over(partition_by=key, order_by=order).label("place")
    best = select(*snapshot.c, place).join(submissions, submissions.c.id == snapshot.c.submission_id).subquery()
    return select(*(column for column in best.c if column.name != "place")).where(best.c.place == 1)


def settle(connection: Connection, since: int | None = None) -> None:
    """Make the projections anew: whole, or the facts that submissions numbered `since` and later touch."""
    own = tuple_(*(facts.c[name] for name in KEY))
    connection.execute(delete(facts) if since is None else delete(facts).where(own.in_(touched(since))))
    _enter(connection, standing(since))


def settle_of(connection: Connection, number: int) -> None:
    """Make the projections anew where submission `number` has a figure."""
    new = observations.alias()
    keys = select(*(new.c[name] for name in KEY)).where(new.c.submission_id == number)
    connection.execute(delete(facts).where(tuple_(*(facts.c[name] for name in KEY)).in_(keys)))
    _enter(connection, standing(among=keys))


def _enter(connection: Connection, rows: Select[tuple[object, ...]]) -> None:
    connection.execute(insert(facts).from_select([*KEY, *FIGURE, "observation_id"], rows))
    connection.execute(delete(register_current))
    names = ["register", "period_id", "city_id", "submission_id"]
    connection.execute(insert(register_current).from_select(names, standing_registers()))
