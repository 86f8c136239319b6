"""The part of `check` that looks at what became of things: the log of submissions, corrections, drafts, publications
and explanations."""

from __future__ import annotations

import hashlib
import zlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, and_, exists, func, or_, select

from catalog.saying import sentence
from store import schema
from store.choice import last_events
from store.events import superseded

# What may follow what; "" is the beginning. A draft is no submission and has no log.
FOLLOWS = {
    "": {"accepted", "returned"},
    "accepted": {"published", "superseded", "withdrawn"},
    "published": {"accepted", "superseded", "withdrawn"},
    "superseded": {"accepted", "published", "withdrawn"},
    "withdrawn": set[str](),
    "returned": set[str](),
}


def same(deflated: bytes | None, sha256: str) -> bool:
    """Whether deflated bytes are those of that checksum."""
    try:
        return deflated is not None and hashlib.sha256(zlib.decompress(deflated)).hexdigest() == sha256
    except zlib.error:
        return False


def states(connection: Connection, lang: str) -> Iterator[str]:
    """Each log begins with a decision, goes on as it may, and never back in time; what was returned has no figure."""
    logs: dict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(select(schema.events).order_by(schema.events.c.id)):
        logs[row.submission_id].append(row)
    for sent in connection.execute(select(schema.submissions).order_by(schema.submissions.c.id)):
        log = logs.get(sent.id)
        if not log:
            yield sentence("check_no_event", lang, workbook=sent.workbook, number=sent.id)
        elif not _well_formed(log) or sent.correction != (sent.generation > 0) or _returned_with_figures(sent, log):
            said = " → ".join(row.state for row in log)
            yield sentence("check_state", lang, workbook=sent.workbook, number=sent.id, said=said)


def _well_formed(log: list[Any]) -> bool:
    before = ["", *(row.state for row in log)]
    steps = all(row.state in FOLLOWS.get(last, ()) for last, row in zip(before, log, strict=False))
    revisions = [row.revision_id for row in log]
    return steps and revisions == sorted(revisions)


def _returned_with_figures(sent: Any, log: list[Any]) -> bool:
    return log[0].state == "returned" and bool(sent.observations or sent.register_rows)


def outranked(connection: Connection, lang: str) -> Iterator[str]:
    """superseded is the state of exactly those submissions of which corrections have left nothing."""
    own, sent = schema.events.c, schema.submissions.c
    marked = select(own.submission_id).where(own.id.in_(last_events()), own.state == "superseded")
    differing = set(connection.scalars(marked)) ^ superseded(connection)
    for row in connection.execute(select(sent.id, sent.workbook).where(sent.id.in_(differing)).order_by(sent.id)):
        yield sentence("check_superseded", lang, workbook=row.workbook, number=row.id)


def drafts(connection: Connection, lang: str) -> Iterator[str]:
    """The bytes of each draft are those that were handed in."""
    for row in connection.execute(select(schema.drafts).order_by(schema.drafts.c.token)):
        if not same(row.deflated, row.sha256):
            yield sentence("check_draft", lang, workbook=row.workbook)


def publications(connection: Connection, lang: str) -> Iterator[str]:
    """Each publication names a revision that was made, and its log is: published, and perhaps withdrawn."""
    last = connection.scalar(select(func.coalesce(func.max(schema.revisions.c.id), 0))) or 0
    logs: dict[int, list[str]] = defaultdict(list)
    for row in connection.execute(select(schema.publication_events).order_by(schema.publication_events.c.id)):
        logs[row.publication_id].append(row.state)
    for row in connection.execute(select(schema.publications).order_by(schema.publications.c.id)):
        fine = logs[row.id] in (["published"], ["published", "withdrawn"])
        if not fine or not 1 <= row.revision_id <= last:
            yield sentence("check_publication", lang, number=row.id, name=row.name)


def explanations(connection: Connection, lang: str) -> Iterator[str]:
    """Each explanation points at a finding of its submission, at a figure of it, or at a sheet as a whole; who
    approved it and when go together."""
    own, found, held = schema.explanations, schema.findings.c, schema.observations.c
    of_finding = exists().where(
        found.submission_id == own.c.submission_id, found.code == own.c.code, found.sheet == own.c.sheet,
        found.cell == own.c.cell)  # fmt: skip
    figures = schema.observations.join(schema.sheets, schema.sheets.c.id == held.sheet_id)
    of_figure = exists().select_from(figures).where(
        held.submission_id == own.c.submission_id, schema.sheets.c.name == own.c.sheet, held.cell == own.c.cell
    )  # fmt: skip
    points = or_(own.c.cell == "", of_finding, of_figure)
    whole = and_(points, (own.c.approved_by == "") == (own.c.approved_at == ""), own.c.text != "")
    for row in connection.execute(select(own).where(~whole).order_by(own.c.id)):
        yield sentence("check_explanation", lang, number=row.id, sheet=row.sheet, cell=row.cell)


STEPS = (states, outranked, drafts, publications, explanations)
