"""What was found in the workbooks that were sent, with what each is about."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Engine, and_, func, select

from store import codes
from store.choice import last_events
from store.engine import reading
from store.schema import events, indicators, observations, sheets, submissions
from store.schema import findings as table


class StoredFinding(NamedTuple):
    """A finding of a submission. region and period are those of the figure in the cell where there is one, else those
    of the workbook; "" when it is about many. state is what became of the submission. indicator and measure: of the
    figure in the cell, "" where there is none."""

    submission: int
    code: str
    severity: str
    sheet: str
    cell: str
    text: str
    workbook: str
    form: str
    region: str
    period: str
    at: str
    state: str
    indicator: str = ""
    measure: str = ""


def findings(engine: Engine, *, since: str | None = None) -> list[StoredFinding]:
    """Every stored finding, of submissions sent at `since` (UTC, ISO 8601) or later, in the order they came."""
    own, sent = table.c, submissions.c
    query = (
        select(own.submission_id, own.code, own.severity, own.sheet, own.cell, own.text, sent.workbook, sent.form,
               sent.region_id, sent.content, sent.at, events.c.state,
               func.min(observations.c.region_id).label("own_region"),
               func.min(observations.c.period_id).label("own_period"),
               func.min(indicators.c.code).label("own_indicator"),
               func.min(observations.c.measure_id).label("own_measure"))
        .join(submissions, sent.id == own.submission_id)
        .join(events, and_(events.c.submission_id == own.submission_id, events.c.id.in_(last_events())))
        .outerjoin(sheets, and_(sheets.c.submission_id == own.submission_id, sheets.c.name == own.sheet))
        .outerjoin(observations, and_(observations.c.submission_id == own.submission_id,
                                      observations.c.sheet_id == sheets.c.id, observations.c.cell == own.cell))
        .outerjoin(indicators, indicators.c.id == observations.c.indicator_id)
        .group_by(own.id, sent.id, events.c.id)
        .order_by(own.id)
    )  # fmt: skip
    if since:
        query = query.where(sent.at >= since)
    with reading(engine) as connection:
        return [_finding(row) for row in connection.execute(query)]


def _finding(row: Any) -> StoredFinding:
    region = row.own_region or row.region_id
    period = codes.period_text(row.own_period) if row.own_period else codes.month_text(row.content)
    figure = row.own_indicator or "", codes.MEASURE_TEXTS.get(row.own_measure, "")
    return StoredFinding._make((*row[:8], f"{region:06}" if region else "", period, row.at, row.state, *figure))
