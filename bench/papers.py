"""Deck and bulletin of a month beside the bare libraries: the same charts, cells and paragraphs without our work.

`python -m bench.papers sqlite:////path/to/wuli.db [PERIOD]` prints the rows of one store.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from typing import Any

from catalog.scope import parse
from catalog.view import View

Row = tuple[str, list[float]]


def compare(database: str, period: str = "") -> list[Row]:
    """Seconds of ours and of the bare library, each warm (the second of two), and of ours with nothing kept."""
    from answers.desk import Desk
    from callbacks.briefing import bulletin_of, deck_of
    from catalog import book
    from store.engine import open_existing

    catalog = book.load()
    view = View(catalog, parse(f"p={period}"), "/")
    cold = _seconds(lambda: deck_of(Desk(open_existing(database), catalog), view))
    desk = Desk(open_existing(database), catalog)
    slides = _warm(lambda: deck_of(desk, view).content)
    paper = _warm(lambda: bulletin_of(desk, view, "通报").content)
    commented = _warm(lambda: bulletin_of(desk, view, "通报", sources=True).content)
    deck, text = deck_of(desk, view).content, bulletin_of(desk, view, "通报").content
    return [
        ("deck, first of a process, s", [cold, _seconds(lambda: _bare_deck(deck))]),
        ("deck, s", [slides, _warm(lambda: _bare_deck(deck))]),
        ("circular, s", [paper, _warm(lambda: _bare_text(text))]),
        ("circular with comments, s", [commented, _warm(lambda: _bare_text(text))]),
    ]


def _seconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _warm(work: Callable[[], Any]) -> float:
    work()
    return min(_seconds(work) for _ in range(3))


def _bare_deck(content: bytes) -> bytes:
    """The same charts, table cells and texts with python-pptx and nothing more."""
    from pptx import Presentation
    from pptx.chart.data import CategoryChartData

    given, made = _read(content), Presentation()
    for charts, tables, texts in given:
        slide = made.slides.add_slide(made.slide_layouts[6])
        for categories, series in charts:
            data = CategoryChartData()
            data.categories = categories
            for name, values in series:
                data.add_series(name, values)
            slide.shapes.add_chart(51, 0, 0, 5000000, 3000000, data)
        for cells in tables:
            table = slide.shapes.add_table(len(cells), len(cells[0]), 0, 0, 5000000, 3000000).table
            for line, row in enumerate(cells):
                for column, text in enumerate(row):
                    table.cell(line, column).text = text
        for text in texts:
            slide.shapes.add_textbox(0, 0, 3000000, 300000).text_frame.text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


_held: dict[int, list[Any]] = {}


def _read(content: bytes) -> list[Any]:
    """What is on each slide, read once: the baseline is not charged for reading."""
    from pptx import Presentation

    if id(content) not in _held:
        _held[id(content)] = [_slide(slide) for slide in Presentation(io.BytesIO(content)).slides]
    return _held[id(content)]


def _slide(slide: Any) -> tuple[list[Any], list[Any], list[str]]:
    charts, tables, texts = [], [], []
    for shape in slide.shapes:
        if shape.has_chart:
            plots = shape.chart.plots
            series = [(one.name, one.values) for plot in plots for one in plot.series]
            charts.append((list(plots[0].categories), series))
        elif shape.has_table:
            tables.append([[cell.text for cell in row.cells] for row in shape.table.rows])
        elif shape.has_text_frame:
            texts.append(shape.text_frame.text)
    if slide.has_notes_slide:
        texts.append(slide.notes_slide.notes_text_frame.text)
    return charts, tables, texts


def _bare_text(content: bytes) -> bytes:
    """The same paragraphs and cells with python-docx and nothing more."""
    from docx import Document

    if id(content) not in _held:
        given = Document(io.BytesIO(content))
        tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in given.tables]
        _held[id(content)] = [[one.text for one in given.paragraphs], tables]
    paragraphs, tables = _held[id(content)]
    made = Document()
    for text in paragraphs:
        made.add_paragraph(text)
    for cells in tables:
        table = made.add_table(len(cells), len(cells[0]))
        for row, texts in zip(table.rows, cells, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


if __name__ == "__main__":
    for name, (ours, bare) in compare(sys.argv[1], *sys.argv[2:3]):
        print(f"{name:<45}{ours:8.2f}{bare:8.2f}{ours / bare:8.1f}×")
