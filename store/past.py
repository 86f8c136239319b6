"""Where to ask what stands: the projections for now, and for an earlier revision what they were, worked out anew."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, FromClause, func, select

from store.choice import standing, standing_registers
from store.engine import reading
from store.schema import events, facts, register_current, revisions


def stood(connection: Connection, at: int | None, indicators: list[int]) -> FromClause:
    """The table of facts that stood at revision `at` (None: now) of these indicators, with the columns of `facts`."""
    return facts if _now(connection, at) else standing(at=at, indicators=indicators).subquery()


def stood_registers(connection: Connection, at: int | None) -> FromClause:
    """Which submission stood for each register, period and city, with the columns of `register_current`."""
    return register_current if _now(connection, at) else standing_registers(at).subquery()


def _now(connection: Connection, at: int | None) -> bool:
    """Nothing has happened since: the projections are the answer."""
    return at is None or at >= (connection.scalar(select(func.max(events.c.revision_id))) or 0)


def replaced(engine: Engine) -> frozenset[int]:
    """The revisions in which sample data gave way to real data: what changed in them is no correction."""
    with reading(engine) as connection:
        query = select(events.c.revision_id).where(events.c.reason == "replace_samples").distinct()
        return frozenset(connection.scalars(query))


def marks(engine: Engine) -> tuple[int, int]:
    """The newest revision, and the last thing said of any publication (taking one back changes no figure and makes no
    revision): whatever is kept is kept by these two."""
    query = "SELECT (SELECT max(id) FROM revisions), (SELECT max(id) FROM publication_events)"
    with reading(engine) as connection:
        revision, told = connection.exec_driver_sql(query).one()
    return revision or 0, told or 0


def moments(engine: Engine) -> list[str]:
    """When each revision was made (UTC, ISO 8601), in order."""
    with reading(engine) as connection:
        return list(connection.scalars(select(revisions.c.at).order_by(revisions.c.id)))
