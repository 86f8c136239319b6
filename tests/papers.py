"""Decks and bulletins made once for several test files, and how they are read again."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

from docx import Document
from pptx import Presentation

from callbacks.briefing import gather
from catalog.book import load
from catalog.scope import parse
from catalog.view import View
from exports.briefing import Briefing
from exports.bulletin import Signed, bulletin
from exports.slides import deck
from tests.full_store import full_desk

NOW = datetime(2026, 11, 10, 7, 4, tzinfo=UTC)


def view(period: str = "2026-10", lang: str = "zh", area: str = "all") -> View:
    return View(load(), parse(f"p={period}&area={area}", lang)._replace(lang=lang), "/")


@cache
def briefing(period: str = "2026-10", lang: str = "zh", area: str = "all") -> Briefing:
    return gather(full_desk(), view(period, lang, area), now=NOW)


@cache
def slides(period: str = "2026-10", lang: str = "zh", area: str = "all") -> Any:
    """The whole deck, opened again."""
    return Presentation(io.BytesIO(deck(briefing(period, lang, area))))


@cache
def paper(kind: str = "通报", period: str = "2026-10", lang: str = "zh", sources: bool = False) -> Any:
    """A bulletin, opened again."""
    made = bulletin(briefing(period, lang), kind, {}, Signed(), sources=sources)
    assert not made.left_out
    return Document(io.BytesIO(made.content))


def shapes(slide: Any) -> Iterator[Any]:
    yield from slide.shapes


def texts(slide: Any) -> list[str]:
    """All that is written on a slide: boxes, shapes, cells, names of series and categories."""
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
        if shape.has_chart:
            found += [str(name) for name in shape.chart.plots[0].categories]
            found += [series.name for plot in shape.chart.plots for series in plot.series]
    return [text for text in found if text]


def words(document: Any) -> list[str]:
    """All that is written in a bulletin: paragraphs and cells."""
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [text for text in (*(paragraph.text for paragraph in document.paragraphs), *cells) if text]
