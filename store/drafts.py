"""What was handed in and not decided on. The bytes lie in the store, so that every worker of a server has them; nothing
of a draft is counted, shown or compared until it is loaded or sent back."""

from __future__ import annotations

import hashlib
import json
import secrets
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update

from store.engine import reading, writing
from store.events import now
from store.problems import StoreProblem
from store.schema import drafts as table

DAYS = 7
# All drafts together may take this many times what one may, so that nobody fills the disk with what is never decided.
_TIMES = 20
_OWN = [column for column in table.columns if column.name not in ("size", "deflated")]


class Draft(NamedTuple):
    """A workbook that waits for a decision. corrections: what a person mended in its reading, as review left it."""

    token: str
    sha256: str
    workbook: str
    who: str
    at: str
    state: str
    corrections: dict[str, Any]


def stage(engine: Engine, workbook: str, content: bytes, *, who: str, megabytes: int = 50) -> Draft:
    """Keep the bytes as a draft of `who`; the same bytes by the same person are the same draft, mended as they were and
    called as they are called now (a name may say the city or the month).

    Drafts older than DAYS days are dropped here. Raises StoreProblem for a file of more than `megabytes` (10⁶ bytes),
    or when all drafts together would take more than twenty times that.
    """
    limit, sha256 = megabytes * 1_000_000, hashlib.sha256(content).hexdigest()
    if len(content) > limit:
        size = f"{len(content) / 1_000_000:.1f}"
        raise StoreProblem("draft_too_large", workbook=workbook, size=size, limit=str(megabytes))
    with writing(engine) as connection:
        _drop_old(connection)
        own = table.c
        found = connection.execute(select(*_OWN).where(own.sha256 == sha256, own.who == who)).first()
        if found is None:
            _room(connection, workbook, len(content), limit * _TIMES)
            found = _enter(connection, workbook, content, sha256, who)
        elif found.workbook != workbook:
            connection.execute(update(table).where(own.token == found.token).values(workbook=workbook))
            found = connection.execute(select(*_OWN).where(own.token == found.token)).one()
    return _draft(found)


def _drop_old(connection: Connection) -> None:
    oldest = (datetime.now(UTC) - timedelta(days=DAYS)).isoformat(timespec="seconds")
    connection.execute(delete(table).where(table.c.at < oldest))


def _room(connection: Connection, workbook: str, size: int, limit: int) -> None:
    held = connection.scalar(select(func.coalesce(func.sum(table.c.size), 0))) or 0
    if held + size > limit:
        raise StoreProblem("draft_no_room", workbook=workbook, limit=str(limit // 1_000_000), days=str(DAYS))


def _enter(connection: Connection, workbook: str, content: bytes, sha256: str, who: str) -> Row[Any]:
    row = {
        "token": secrets.token_urlsafe(24), "sha256": sha256, "workbook": workbook, "who": who, "at": now(),
        "state": "draft", "corrections": "{}", "size": len(content), "deflated": zlib.compress(content, 6),
    }  # fmt: skip
    connection.execute(insert(table), row)
    return connection.execute(select(*_OWN).where(table.c.token == row["token"])).one()


def draft(engine: Engine, token: str) -> Draft | None:
    """The draft of that token, or None when it was decided, dropped or never there."""
    with reading(engine) as connection:
        found = connection.execute(select(*_OWN).where(table.c.token == token)).first()
    return None if found is None else _draft(found)


def content(engine: Engine, token: str) -> bytes:
    """The bytes of a draft. Raises StoreProblem when there is no such draft."""
    with reading(engine) as connection:
        deflated = connection.scalar(select(table.c.deflated).where(table.c.token == token))
    if deflated is None:
        raise StoreProblem("draft_gone")
    return zlib.decompress(deflated)


def correct(engine: Engine, token: str, corrections: Mapping[str, Any]) -> Draft:
    """Put `corrections` (what json can say) in place of those the draft had. Raises StoreProblem for a draft that is
    gone."""
    said = json.dumps(dict(corrections), ensure_ascii=False, sort_keys=True)
    with writing(engine) as connection:
        connection.execute(update(table).where(table.c.token == token).values(corrections=said))
        found = connection.execute(select(*_OWN).where(table.c.token == token)).first()
    if found is None:
        raise StoreProblem("draft_gone")
    return _draft(found)


def drop(engine: Engine, token: str) -> None:
    """Forget a draft; one that is gone already is no error."""
    with writing(engine) as connection:
        connection.execute(delete(table).where(table.c.token == token))


def take(connection: Connection, token: str) -> None:
    """End a draft within the transaction that decides on it: two decisions on one draft cannot both be. Raises
    StoreProblem for a draft that is gone, which undoes the decision."""
    if connection.execute(delete(table).where(table.c.token == token)).rowcount != 1:
        raise StoreProblem("draft_gone")


def waiting(engine: Engine) -> list[Draft]:
    """The drafts nobody has decided on, oldest first."""
    with reading(engine) as connection:
        found = connection.execute(select(*_OWN).order_by(table.c.at, table.c.workbook, table.c.token)).all()
    return [_draft(row) for row in found]


def _draft(row: Any) -> Draft:
    return Draft._make((*row[:-1], json.loads(row.corrections)))
