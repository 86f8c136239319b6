"""A name for what stood at a moment. A link made for a meeting keeps its publication, and can say when it was
superseded: when a figure of it was changed, taken back, or came in late."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, func, insert, select

from store.choice import last_events
from store.engine import reading, writing
from store.events import next_number, now, record, revise
from store.history import first_change
from store.problems import StoreProblem
from store.schema import events, revisions
from store.schema import publication_events as told
from store.schema import publications as table


class Publication(NamedTuple):
    """What stood at `revision`, under a name. state: published, superseded, withdrawn.

    changed_in, changed_at: the first later revision that changed a figure of it (or added one to the months it
    covers), 0 and "" while none did. superseded_by: the newest later publication that is not withdrawn, 0 if none.
    reason: why it was withdrawn.
    """

    id: int
    name: str
    revision: int
    who: str
    at: str
    note: str
    superseded_by: int
    state: str
    changed_in: int = 0
    changed_at: str = ""
    reason: str = ""


def publish(engine: Engine, name: str, *, who: str, note: str = "", revision: int | None = None) -> Publication:
    """Publish what stands (or stood at `revision`) under a name; submissions that are accepted become published.

    Raises StoreProblem for an empty name, an empty store, or a revision that does not exist.
    """
    if not name.strip():
        raise StoreProblem("store_no_name")
    with writing(engine) as connection:
        last = next_number(connection, revisions) - 1
        wanted = last if revision is None else revision
        if not 1 <= wanted <= last:
            raise StoreProblem("store_no_revision", number=str(wanted))
        number = next_number(connection, table)
        row = {"id": number, "name": name.strip(), "revision_id": wanted, "note": note.strip()}
        connection.execute(insert(table), row)
        _tell(connection, number, "published", who, "")
        _mark(connection, wanted, who)
    return publication(engine, number)


def _mark(connection: Connection, at: int, who: str) -> None:
    """The submissions that were accepted at the revision, and still are, become published."""
    fresh = {row[0] for row in connection.execute(_accepted(None))}
    shown = fresh & {row[0] for row in connection.execute(_accepted(at))}
    if shown:
        stamp = revise(connection, who, "publish")
        record(connection, stamp, [(number, "published", "") for number in sorted(shown)])


def _accepted(at: int | None) -> Any:
    own = events.c
    return select(own.submission_id).where(own.id.in_(last_events(at)), own.state == "accepted")


def _tell(connection: Connection, number: int, state: str, who: str, reason: str) -> None:
    row = {"id": next_number(connection, told), "publication_id": number, "state": state, "who": who, "at": now(),
           "reason": reason}  # fmt: skip
    connection.execute(insert(told), row)


def withdraw(engine: Engine, id: int, who: str, reason: str) -> Publication:
    """Take a publication back; it stays on record and can still be looked at, with the reason.

    Raises StoreProblem for one that does not exist or was withdrawn, or without a reason.
    """
    if not reason.strip():
        raise StoreProblem("store_no_reason")
    with writing(engine) as connection:
        state = connection.scalar(_last(told.c.state).where(told.c.publication_id == id))
        if state != "published":
            raise StoreProblem("store_no_publication", number=str(id))
        _tell(connection, id, "withdrawn", who, reason.strip())
    return publication(engine, id)


def _last(column: Any) -> Any:
    newest = select(func.max(told.c.id)).group_by(told.c.publication_id)
    return select(column).where(told.c.id.in_(newest))


def publication(engine: Engine, id: int) -> Publication:
    """One publication. Raises StoreProblem when there is none of that number."""
    found = next((item for item in publications(engine) if item.id == id), None)
    if found is None:
        raise StoreProblem("store_no_publication", number=str(id))
    return found


def publications(engine: Engine) -> list[Publication]:
    """All publications, oldest first, each with what became of it."""
    with reading(engine) as connection:
        rows = connection.execute(select(table).order_by(table.c.id)).all()
        made = {row.publication_id: row for row in connection.execute(select(told).where(told.c.state == "published"))}
        ended = {row.publication_id: row for row in connection.execute(_last(told)) if row.state == "withdrawn"}
        changed = {one: first_change(connection, one) for one in {row.revision_id for row in rows}}
        times = {row.id: row.at for row in connection.execute(select(revisions))}
    found = []
    for row in rows:
        by = max((other.id for other in rows if other.id > row.id and other.id not in ended), default=0)
        found.append(_publication(row, made[row.id], ended.get(row.id), by, changed[row.revision_id], times))
    return found


def _publication(
    row: Any, made: Any, ended: Any, by: int, changed: int, times: dict[int, str]
) -> Publication:
    state = "withdrawn" if ended else "superseded" if changed else "published"
    said = (changed, times.get(changed, ""), ended.reason if ended else "")
    return Publication(row.id, row.name, row.revision_id, made.who, made.at, row.note, by, state, *said)
