"""Why a finding is right all the same, who said so, and who agreed. An explanation travels with the number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Engine, insert, select, update

from catalog.names import normalise
from catalog.records import Finding
from store.engine import reading, writing
from store.events import next_number, now
from store.problems import StoreProblem
from store.schema import explanations as table
from store.schema import submissions


class Explanation(NamedTuple):
    """What was said about the finding `code` at a cell of a submission; approved_by is empty until somebody agrees."""

    id: int
    code: str
    submission: int
    sheet: str
    cell: str
    text: str
    who: str
    at: str
    approved_by: str
    approved_at: str


def key(finding: Finding) -> tuple[str, str, str, str]:
    """How a finding is named before it is stored: code, workbook, sheet, cell."""
    return finding.code, finding.ref.workbook, finding.ref.sheet, finding.ref.cell


def signed(who: str) -> str:
    """The name of who decides. Raises StoreProblem when there is none: what nobody answers for is not written."""
    person = " ".join(who.split())
    if not person:
        raise StoreProblem("store_no_who")
    return person


def same_person(one: str, other: str) -> bool:
    """Whether two names are written alike, but for spaces, width and capitals."""
    return normalise(one) == normalise(other)


def explain(engine: Engine, *, code: str, submission: int, sheet: str, cell: str, text: str, who: str) -> Explanation:
    """Keep an explanation; an earlier one of the same finding stays on record, the newest holds.

    Raises StoreProblem when nothing is said, nobody says it, or for a submission that does not exist.
    """
    said = text.strip()
    if not said:
        raise StoreProblem("store_no_reason")
    row = {"code": code, "submission_id": submission, "sheet": sheet, "cell": cell, "text": said, "who": signed(who)}
    with writing(engine) as connection:
        if connection.scalar(select(submissions.c.id).where(submissions.c.id == submission)) is None:
            raise StoreProblem("store_no_submission", number=str(submission))
        row |= {"id": next_number(connection, table), "at": now(), "approved_by": "", "approved_at": ""}
        connection.execute(insert(table), row)
    return Explanation(*(row[column.name] for column in table.columns))  # type: ignore[arg-type]


def approve(engine: Engine, id: int, who: str) -> Explanation:
    """Agree to an explanation, once. Raises StoreProblem when there is none of that number, when nobody signs, and for
    who explained it: what one person says, another has to agree to."""
    person = signed(who)
    with writing(engine) as connection:
        own = table.c
        author = connection.scalar(select(own.who).where(own.id == id))
        if author is not None and same_person(author, person):
            raise StoreProblem("store_same_person", who=person)
        agreed = {"approved_by": person, "approved_at": now()}
        connection.execute(update(table).where(own.id == id, own.approved_by == "").values(agreed))
        found = connection.execute(select(table).where(own.id == id)).first()
    if found is None:
        raise StoreProblem("store_no_explanation", number=str(id))
    return Explanation(*found)


def explanations(engine: Engine, submissions: Sequence[int] | None = None) -> list[Explanation]:
    """All explanations (of these submissions), oldest first: of several about one finding the last holds."""
    query = select(table).order_by(table.c.id)
    if submissions is not None:
        query = query.where(table.c.submission_id.in_(list(submissions)))
    with reading(engine) as connection:
        return [Explanation(*row) for row in connection.execute(query)]
