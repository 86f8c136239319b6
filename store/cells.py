"""The stored cells behind figures, with everything that is known of where they came from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Engine, Row, Select, func, or_, select

from catalog.origins import StoredCell
from store import codes
from store.engine import reading
from store.schema import events, explanations, findings, indicators, observations, sheets, submissions

_SLICE = 900


def cells(engine: Engine, ids: Sequence[int]) -> dict[int, StoredCell]:
    """The stored cells of these observation ids; an id that does not exist is left out."""
    found: dict[int, StoredCell] = {}
    wanted = list(dict.fromkeys(ids))
    with reading(engine) as connection:
        for first in range(0, len(wanted), _SLICE):
            query = _query().where(observations.c.id.in_(wanted[first : first + _SLICE]))
            found |= {row[0]: _cell(row) for row in connection.execute(query)}
    return found


def cells_at(engine: Engine, sha256: str, sheet: str, cell: str) -> list[StoredCell]:
    """Every observation read from one cell of a workbook, or from a range it lies in (a log's hours), in all its
    submissions, newest first."""
    own, sent = observations.c, submissions.c
    query = _query().where(sent.sha256 == sha256, sheets.c.name == sheet, or_(own.cell == cell, own.cell.like("%:%")))
    with reading(engine) as connection:
        found = [_cell(row) for row in connection.execute(query.order_by(own.id.desc()))]
    return [one for one in found if one.cell == cell or _within(cell, one.cell)]


def _within(cell: str, area: str) -> bool:
    """Whether A1 lies in A1:B2, or in one of several parts with commas between."""
    column, row = _split(cell)
    for part in area.split(","):
        (left, top), (right, bottom) = (_split(corner) for corner in (part.split(":") * 2)[:2])
        if left <= column <= right and top <= row <= bottom:
            return True
    return False


def _split(cell: str) -> tuple[tuple[int, str], int]:
    """The column, which sorts by length and then by letter, and the row."""
    letters = cell.strip().rstrip("0123456789")
    return (len(letters), letters), int(cell.strip()[len(letters):] or 0)


def reasons(engine: Engine, numbers: Sequence[int]) -> dict[int, str]:
    """Why each of these submissions is what it is: the last reason that was ever given for it."""
    own = events.c
    query = select(own.submission_id, own.reason).where(own.submission_id.in_(list(numbers)), own.reason != "")
    with reading(engine) as connection:
        return {row[0]: row[1] for row in connection.execute(query.order_by(own.id))}


def remarks(engine: Engine, submission: int, sheet: str, cell: str) -> list[tuple[str, str, str, str, str, str]]:
    """The findings on one cell: code, severity, sentence, the newest explanation, who gave it, who agreed."""
    own, said = findings.c, explanations.c
    found = select(own.code, own.severity, own.text).where(
        own.submission_id == submission, own.sheet == sheet, own.cell == cell).order_by(own.id)  # fmt: skip
    why = select(said.code, said.text, said.who, said.approved_by).where(
        said.submission_id == submission, said.sheet == sheet, said.cell == cell).order_by(said.id)  # fmt: skip
    with reading(engine) as connection:
        known = {row[0]: (row[1], row[2], row[3]) for row in connection.execute(why)}
        return [(*tuple(row), *known.get(row[0], ("", "", ""))) for row in connection.execute(found)]


def _query() -> Select[Any]:
    own, sent = observations.c, submissions.c
    last = select(func.max(events.c.id)).where(events.c.submission_id == sent.id).correlate(submissions)
    return (
        select(own.id, indicators.c.code, own.region_id, own.period_id, own.measure_id, own.value, own.qualifier,
               own.status, own.text, own.unit, sent.workbook, sheets.c.name, own.cell, sent.id, sent.form, sent.who,
               sent.at, sent.sha256, sent.sample, sent.correction, events.c.state, events.c.reason)
        .join(submissions, sent.id == own.submission_id)
        .join(sheets, sheets.c.id == own.sheet_id)
        .join(indicators, indicators.c.id == own.indicator_id)
        .join(events, events.c.id == last.scalar_subquery())
    )  # fmt: skip


def _cell(row: Row[Any]) -> StoredCell:
    values: tuple[Any, ...] = tuple(row)
    number, indicator, region, period, measure, value, qualifier, status, *rest = values
    return StoredCell(number, indicator, f"{region:06}", codes.period_text(period), codes.MEASURE_TEXTS[measure],
                      value, codes.QUALIFIER_TEXTS[qualifier], codes.STATUS_TEXTS[status], *rest)  # fmt: skip
