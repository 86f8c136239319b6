"""What is known of the quality of what is stored: findings with their explanations, and what does not agree or move."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import Engine, func, select

from catalog import period as calendar
from catalog.book import load
from catalog.quality import Quality, Reconciled, Remark, Stale
from review.reconciled import explained, reconciled
from review.stale import stale
from store import codes, schema
from store.engine import reading
from store.explanations import Explanation, approve, explain, explanations
from store.findings import StoredFinding, findings
from store.load import revision
from store.problems import StoreProblem


def quality(engine: Engine) -> Quality:
    """Everything of the page 数据质量; submissions that were taken out again are left out.

    Raises StoreProblem when the store does not answer.
    """
    remarks = tuple(remarks_of(engine))
    held, old = _figures(engine, revision(engine))
    return Quality(remarks, explained(held, remarks), old, load().breaks)


@lru_cache(maxsize=2)
def _figures(engine: Engine, number: int) -> tuple[tuple[Reconciled, ...], tuple[Stale, ...]]:
    """What follows from the figures alone: worked out once a revision."""
    return reconciled(engine), stale(engine)


def remarks_of(engine: Engine) -> list[Remark]:
    """The findings that stand, each with its newest explanation, newest submission last."""
    said = {(one.submission, one.code, one.sheet, one.cell): one for one in explanations(engine)}
    standing = [one for one in findings(engine) if one.state not in ("withdrawn", "returned")]
    periods = _sheet_periods(engine, {one.submission for one in standing if not one.indicator and one.sheet})
    found: dict[str, Remark] = {}
    for one in standing:
        period = one.period if one.indicator else periods.get((one.submission, one.sheet), one.period)
        why = said.get((one.submission, one.code, one.sheet, one.cell))
        made = _remark(one._replace(period=period), why)
        found.setdefault(made.id, made)
    return list(found.values())


def _sheet_periods(engine: Engine, submissions: set[int]) -> dict[tuple[int, str], str]:
    """The period of every sheet that is about one only: what is said of a total there is said of that period."""
    own, sheet = schema.observations.c, schema.sheets.c
    query = (
        select(sheet.submission_id, sheet.name, func.min(own.period_id), func.max(own.period_id))
        .join(schema.observations, own.sheet_id == sheet.id)
        .where(sheet.submission_id.in_(submissions), own.measure_id == codes.MEASURES["value"])
        .group_by(sheet.submission_id, sheet.name)
    )
    with reading(engine) as connection:
        rows = connection.execute(query).all()
    return {(number, name): codes.period_text(first) for number, name, first, last in rows if first == last}


def name_of(submission: int, code: str, sheet: str, cell: str) -> str:
    """How a finding is named in addresses and by the doors."""
    return f"{submission}.{code}.{cell}.{sheet}"


def _remark(one: StoredFinding, why: Explanation | None) -> Remark:
    month = calendar.end_month(one.period) if one.period and calendar.is_period(one.period) else ""
    told: tuple[Any, ...] = (0, "", "", "", "", "")
    if why is not None:
        told = (why.id, why.text, why.who, why.at, why.approved_by, why.approved_at)
    return Remark(name_of(one.submission, one.code, one.sheet, one.cell), one.submission, one.code, one.severity,
                  one.workbook, one.sheet, one.cell, one.text, one.form, one.region, one.period, month, one.state,
                  _source(one), *told)  # fmt: skip


def _source(one: StoredFinding) -> str:
    """The key of the figure in the cell, as the drawer is asked for it."""
    row = load().indicators.get(one.indicator)
    if row is None or not one.region or not one.period or one.measure not in ("value", "ytd"):
        return ""
    basis = ("ytd" if one.measure == "ytd" else "month") if row.kind == "flow" else "end"
    return f"{one.indicator}~{one.region}~{calendar.end_month(one.period)}~{basis}"


def explain_finding(engine: Engine, name: str, text: str, who: str) -> Explanation:
    """Keep what somebody says about the finding of that name. Raises StoreProblem when there is none, or no words."""
    one = _named(remarks_of(engine), name)
    return explain(engine, code=one.code, submission=one.submission, sheet=one.sheet, cell=one.cell, text=text, who=who)


def _named(remarks: Iterable[Remark], name: str) -> Remark:
    found = next((one for one in remarks if one.id == name), None)
    if found is None:
        raise StoreProblem("quality_no_finding", name=name)
    return found


def approve_finding(engine: Engine, name: str, who: str) -> Explanation:
    """Agree to the newest explanation of the finding of that name. Raises StoreProblem when there is none."""
    one = _named(remarks_of(engine), name)
    if not one.explanation:
        raise StoreProblem("cli_explain_nothing", name=name)
    return approve(engine, one.explanation, who)
