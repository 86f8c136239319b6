"""A slide holds what is put on it: nothing empty, no text over the edge of its box, no table into the foot."""

from __future__ import annotations

import math

import pytest

from exports.lettering import LINE, lines, width
from tests.papers import slides

LANGS = ("zh", "en")


@pytest.mark.parametrize("lang", LANGS)
def test_no_placeholder_is_left_empty_and_no_box_either(lang):
    for slide in slides(lang=lang).slides:
        assert all(shape.text_frame.text.strip() for shape in slide.placeholders)
        assert all(shape.text_frame.text.strip() for shape in slide.shapes if "txBox" in shape._element.xml[:600])


def _room(shape):
    frame = shape.text_frame
    return (shape.width - frame.margin_left - frame.margin_right) / 12700


def _height(frame, room):
    """Points the paragraphs take; a line whose runs differ in size is as wide as its runs."""
    total = 0.0
    for paragraph in frame.paragraphs:
        sizes = [run.font.size.pt for run in paragraph.runs if run.font.size] or [12.0]
        bold = all(run.font.bold for run in paragraph.runs)
        count = lines(paragraph.text, sizes[0], room, bold=bold)
        if len(set(sizes)) > 1:
            wide = sum(width(run.text, run.font.size.pt, bold=bool(run.font.bold)) for run in paragraph.runs)
            count = math.ceil(wide / room)
        total += count * max(sizes) * LINE
    return total


@pytest.mark.parametrize(("lang", "period"), [("zh", "2026-10"), ("en", "2026-10"), ("en", "2026-01")])
def test_text_stays_in_its_box_and_every_shape_on_its_slide(lang, period):
    made = slides(period, lang)
    for number, slide in enumerate(made.slides, start=1):
        for shape in slide.shapes:
            where = (number, shape.name)
            assert shape.left >= 0 and shape.top >= 0, where
            assert shape.left + shape.width <= made.slide_width and shape.top + shape.height <= made.slide_height, where
            if shape.has_text_frame and shape.text_frame.text and "Number" not in shape.name:
                assert _height(shape.text_frame, _room(shape)) <= shape.height / 12700 * 1.1 + 1, where
            if shape.has_table:
                _cells_fit(shape, where)


def _cells_fit(shape, where):
    foot = shape.top / 12700
    for row in shape.table.rows:
        high = row.height / 12700
        foot += high
        for cell, column in zip(row.cells, shape.table.columns, strict=True):
            room = (column.width - cell.margin_left - cell.margin_right) / 12700
            assert _height(cell.text_frame, room) <= high * 1.12 + 1, (where, cell.text)
    assert foot <= 668 * 0.75, (where, "runs into the source strip")
