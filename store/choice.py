"""Which of several figures stands: the projections `facts` and `register_current`, made again inside each load.

For one indicator, area, period and measure: a correction before any other; a figure before a missing mark; the form
with more authority (a city's own before a summary); the newest content; the larger sha-256; in one workbook the first
cell. Never the order of loading, so that the same files in any order give the same store.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, Select, case, delete, func, insert, select, tuple_

from store.schema import FIGURE, KEY, events, facts, observations, register_current, register_rows, submissions

LIVE = ("accepted", "published")


def live() -> Select[tuple[int]]:
    """The numbers of the submissions whose last event let them in."""
    later = events.alias()
    last = select(func.max(later.c.id)).where(later.c.submission_id == events.c.submission_id).scalar_subquery()
    return select(events.c.submission_id).where(events.c.id == last, events.c.state.in_(LIVE))


def _precedence() -> tuple[ColumnElement[object], ...]:
    own = submissions.c
    return own.authority.desc(), own.content.desc(), own.sha256.desc()


def standing(since: int | None = None) -> Select[tuple[object, ...]]:
    """The rows `facts` should have: all, or those whose key a submission numbered `since` or later touches."""
    own = observations.c
    key = [own[name] for name in KEY]
    order = (submissions.c.correction.desc(), case((own.value.is_(None), 1), else_=0), *_precedence(), own.id)
    place = func.row_number().over(partition_by=key, order_by=order).label("place")
    columns = [*key, *(own[name] for name in FIGURE), own.id.label("observation_id")]
    ranked = select(*columns, place).join(submissions, submissions.c.id == own.submission_id)
    ranked = ranked.where(own.submission_id.in_(live()))
    if since is not None:
        ranked = ranked.where(tuple_(*key).in_(_touched(since)))
    best = ranked.subquery()
    return select(*(column for column in best.c if column.name != "place")).where(best.c.place == 1)


def _touched(since: int) -> Select[tuple[object, ...]]:
    new = observations.alias()
    return select(*(new.c[name] for name in KEY)).where(new.c.submission_id >= since)


def standing_registers() -> Select[tuple[object, ...]]:
    """The rows `register_current` should have: for each register, period and city the submission that stands."""
    own = register_rows.c
    snapshots = select(own.register, own.period_id, own.city_id, own.submission_id).distinct()
    snapshot = snapshots.where(own.submission_id.in_(live())).subquery()
    key = (snapshot.c.register, snapshot.c.period_id, snapshot.c.city_id)
    order = (submissions.c.correction.desc(), *_precedence())
    place = func.row_number().over(partition_by=key, order_by=order).label("place")
    best = select(*snapshot.c, place).join(submissions, submissions.c.id == snapshot.c.submission_id).subquery()
    return select(*(column for column in best.c if column.name != "place")).where(best.c.place == 1)


def settle(connection: Connection, since: int | None = None) -> None:
    """Make the projections anew: whole, or the facts that submissions numbered `since` and later touch."""
    if since is None:
        connection.execute(delete(facts))
    else:
        connection.execute(delete(facts).where(tuple_(*(facts.c[name] for name in KEY)).in_(_touched(since))))
    names = [*KEY, *FIGURE, "observation_id"]
    connection.execute(insert(facts).from_select(names, standing(since)))
    connection.execute(delete(register_current))
    names = ["register", "period_id", "city_id", "submission_id"]
    connection.execute(insert(register_current).from_select(names, standing_registers()))
