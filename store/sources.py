"""Back from a figure to the cell it came from, and to the workbook as it was sent."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from sqlalchemy import Engine, select

from catalog.records import Source
from store.engine import reading
from store.schema import observations, sheets, submissions, workbooks

# Both kinds of store take this many values in one IN list without complaint.
_SLICE = 900


def sources(engine: Engine, ids: Sequence[int]) -> list[Source]:
    """The source of each observation id, in the order asked; an id that does not exist is left out."""
    found: dict[int, Source] = {}
    wanted = list(dict.fromkeys(ids))
    own, sent = observations.c, submissions.c
    query = (
        select(own.id, sent.workbook, sheets.c.name, own.cell, own.text, sent.who, sent.at, sent.sha256)
        .join(submissions, sent.id == own.submission_id)
        .join(sheets, sheets.c.id == own.sheet_id)
    )
    with reading(engine) as connection:
        for first in range(0, len(wanted), _SLICE):
            rows = connection.execute(query.where(own.id.in_(wanted[first : first + _SLICE])))
            found |= {row[0]: Source(*row) for row in rows}
    return [found[number] for number in wanted if number in found]


def held(engine: Engine) -> list[tuple[str, str]]:
    """sha-256 and name of every workbook that was let in, in the order they came."""
    own = submissions.c
    with reading(engine) as connection:
        rows = connection.execute(select(own.sha256, own.workbook).order_by(own.id)).all()
    return [(row[0], row[1]) for row in rows]


def workbook_name(engine: Engine, sha256: str) -> str:
    """The name under which a workbook was last sent, "" for one the store does not have."""
    own = submissions.c
    query = select(own.workbook).where(own.sha256 == sha256).order_by(own.id.desc()).limit(1)
    with reading(engine) as connection:
        return str(connection.scalar(query) or "")


def original(engine: Engine, sha256: str) -> bytes | None:
    """The bytes of a workbook as they were sent, or None when the store has none of that sha-256."""
    with reading(engine) as connection:
        deflated = connection.scalar(select(workbooks.c.deflated).where(workbooks.c.sha256 == sha256))
    return None if deflated is None else zlib.decompress(deflated)
