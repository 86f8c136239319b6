"""校验结果: the findings that a page shows as a table to send to the cities."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from catalog.quality import Remark
from catalog.remarks import city_name, form_name, guidance, period_name, rule_name, sentence_of, state_of
from catalog.times import moment
from catalog.view import View
from exports.documents import stamp
from exports.records import Document, Entry, Head
from exports.safe import file_name

_HEADS = (
    "quality_city", "quality_form", "reporting_period", "quality_severity", "quality_rule", "quality_what",
    "quality_file", "quality_sheet", "quality_cell", "quality_advice", "quality_state", "quality_words",
)  # fmt: skip


def problem_list(view: View, remarks: Sequence[Remark], *, sample: bool, now: datetime | None = None) -> Document:
    """One row a finding in the page's order: whose, where, what, what to do, what was said about it."""
    heads = tuple(Head("", view.word(word), "", None) for word in _HEADS)
    rows = tuple(tuple(Entry(text) for text in _row(view, one)) for one in remarks)
    meta = ((view.word("quality_total"), view.word("quality_list_count", n=len(rows))),
            (view.word("exported_at"), stamp(now)))  # fmt: skip
    title = view.word("quality_file_title")
    return Document(title, heads, rows, (), 1, meta, (), sample, file_name(title), lang=view.lang)


def _row(view: View, one: Remark) -> tuple[str, ...]:
    words = "" if not one.explanation else view.word("quality_said", who=one.who, at=moment(one.at), text=one.said)
    agreed = view.word("quality_agreed", who=one.agreed, at=moment(one.agreed_at)) if one.agreed else ""
    return (city_name(view, one.region), form_name(view, one.form), period_name(view, one),
            view.word(f"severity_{one.severity}"), rule_name(view, one.code), sentence_of(view, one), one.workbook,
            one.sheet, one.cell, guidance(view, one.code), view.word(f"quality_state_{state_of(one)}"),
            view.join(words, agreed))  # fmt: skip
