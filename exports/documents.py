"""From what a page shows to a document: the same rows and columns, in the same order, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from answers.paced import ProgressPage
from answers.records import CityPage, ComparePage, ForcePage, Frame, Overview, TablePage
from answers.tracked import TrackerPage
from catalog import period as calendar
from catalog.times import CHINA
from catalog.versions import caption
from catalog.view import View
from exports import comparing, ranks, tables
from exports.records import Document
from exports.safe import file_name
from exports.tracking import tracking

Meta = tuple[tuple[str, str], ...]


def document(answer: Any, view: View, now: datetime | None = None) -> Document:
    """The table of a page's answer, stamped with the time of export (now). KeyError for an answer that has none."""
    made = _MADE[type(answer)](answer, view)
    span = view.period(answer.frame.scope.period)
    return made._replace(
        title=view.join(made.title, span),
        meta=(*made.meta, *about(view, answer.frame), (view.word("exported_at"), stamp(now))),
        sample=answer.frame.sample,
        file=file_name(made.file, span),
        lang=view.lang,
    )


def stamp(now: datetime | None = None) -> str:
    """2026-11-10 15:04 by the clock of China."""
    return (now or datetime.now(CHINA)).astimezone(CHINA).strftime("%Y-%m-%d %H:%M")


_MADE: dict[type, Callable[[Any, View], Document]] = {
    Overview: ranks.ranking,
    ForcePage: tables.force,
    TablePage: tables.table_page,
    CityPage: comparing.spine,
    ComparePage: comparing.matrix,
    TrackerPage: tracking,
    ProgressPage: tables.progress,
}


def about(view: View, frame: Frame) -> Meta:
    """What the lines above the table say: period, coverage, filters, source."""
    scope = frame.scope
    lines = [
        (view.word("reference_period"), view.word("as_of_text", date=calendar.as_of(scope.period, view.lang))),
        (view.word("coverage_word"), coverage(view, frame)),
        (view.word("filters"), filters(view, frame)),
        (view.word("data_source"), view.word("source_returns")),
        (view.word("data_version"), _version(view, frame)),
    ]
    return tuple(lines)


def _version(view: View, frame: Frame) -> str:
    """第12次修订, and which version was asked for when it is not the newest."""
    own = view.word("revision_n", n=frame.revision)
    return view.join(caption(view, frame.scope.version), own) if frame.scope.version else own


def coverage(view: View, frame: Frame) -> str:
    """19/21市已报送，潮州、云浮未报送."""
    said = view.word("coverage_text", reported=frame.reported, expected=frame.expected)
    if not frame.missing:
        return said
    comma = "，" if view.lang == "zh" else ", "
    return said + comma + view.word("missing_cities", cities=view.regions(frame.missing))


def filters(view: View, frame: Frame) -> str:
    """The filters in force in words: area, measure, what was searched, what is left out."""
    scope, extra = frame.scope, dict(frame.scope.extra)
    said = [tables.area_name(view, frame)]
    if scope.basis in ("month", "ytd"):
        said.append(view.word(f"basis_{scope.basis}"))
    if extra.get("q"):
        said.append(view.word("searched_for", text=extra["q"]))
    if extra.get("behind") == "1":
        said.append(view.word("only_behind"))
    return ("；" if view.lang == "zh" else "; ").join(said)
