"""What is put on a slide: text that fits, tables, status marks, bars and tiles; all of it native and editable."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from exports.lettering import LINE, width
from exports.lettering import lines as rows_of
from exports.slides_frame import Sheet, spoken
from exports.tokens import colour

SHAPES = {"done": "◆", "ok": "●", "warn": "▲", "bad": "■", "none": "○"}
# PowerPoint's «no style, no grid»: rules are drawn by us, so that every program shows the same.
PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


class Run(NamedTuple):
    """A stretch of text with one look; size None: the paragraph's."""

    text: str
    token: str = "ink"
    bold: bool = False
    size: float | None = None


class Box(NamedTuple):
    """A place on the sheet, in units."""

    x: float
    y: float
    wide: float
    high: float


Lines = Sequence[Sequence[Run]]


def text(on: Sheet, box: Box, lines: Lines, sizes: Sequence[float], *, align: str = "l", anchor: str = "t",
         name: str = "", gap: float = 0.0, into: Any = None) -> Any:  # fmt: skip
    """A text box without margins; the first of `sizes` (points) at which all lines fit its height."""
    shapes = (into or on.slide).shapes if into is None else into.shapes
    place = shapes.add_textbox(*(on.emu(one) for one in box))
    if name:
        place.name = name
    frame = place.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    size = next((one for one in sizes if _tall(lines, box.wide * 0.75, one, gap) <= box.high * 0.75), sizes[-1])
    fill(on, frame, lines, size, align=align, anchor=anchor, gap=gap)
    return place


def _tall(lines: Lines, room: float, size: float, gap: float) -> float:
    """Points of height of paragraphs whose runs may have sizes of their own."""
    height = gap * max(len(lines) - 1, 0)
    for line in lines:
        bold = any(run.bold for run in line)
        if any(run.size for run in line):
            wide = sum(width(run.text, run.size or size, bold=run.bold) for run in line)
            count = max(1, math.ceil(wide / room))
        else:
            count = rows_of("".join(run.text for run in line), size, room, bold=bold)
        height += count * LINE * max((run.size or size for run in line), default=size)
    return height


def fill(on: Sheet, frame: Any, lines: Lines, size: float, *, align: str, anchor: str = "t", gap: float = 0.0) -> None:
    """Paragraphs into a text frame, with a line height that does not hang on the font."""
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Pt

    frame.vertical_anchor = {"t": MSO_ANCHOR.TOP, "m": MSO_ANCHOR.MIDDLE, "b": MSO_ANCHOR.BOTTOM}[anchor]
    side = {"l": PP_ALIGN.LEFT, "r": PP_ALIGN.RIGHT, "c": PP_ALIGN.CENTER}[align]
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = side
        largest = max((run.size or size for run in line), default=size)
        paragraph.line_spacing = Pt(on.size(largest * LINE) / 12700)
        if gap and number:
            paragraph.space_before = Pt(on.size(gap) / 12700)
        for run in line:
            _run(on, paragraph, run, run.size or size)


def _run(on: Sheet, paragraph: Any, run: Run, size: float) -> None:
    from pptx.dml.color import RGBColor
    from pptx.util import Emu

    made = paragraph.add_run()
    made.text = run.text
    made.font.size = Emu(on.size(size))
    made.font.bold = run.bold
    made.font.color.rgb = RGBColor.from_string(colour(run.token))
    spoken(made, on.frame.view.lang)


def shape(on: Sheet, kind: str, box: Box, *, fill: str | None = None, line: str | None = None, weight: float = 0.75,
          name: str = "", into: Any = None) -> Any:  # fmt: skip
    """A rectangle, round (small radius) or other autoshape by its MSO name, filled with a token."""
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.oxml.ns import qn
    from pptx.util import Pt

    made = (into or on.slide).shapes.add_shape(getattr(MSO_SHAPE, kind), *(on.emu(one) for one in box))
    made._element.remove(made._element.find(qn("p:style")))  # the theme's shadow and blue edge
    if name:
        made.name = name
    if fill is None:
        made.fill.background()
    else:
        made.fill.solid()
        made.fill.fore_color.rgb = RGBColor.from_string(colour(fill))
    if line is None:
        made.line.fill.background()
    else:
        made.line.color.rgb = RGBColor.from_string(colour(line))
        made.line.width = Pt(weight)
    return made


def hatched(made: Any) -> None:
    """Not reported: a hatch of two greys, never an empty place."""
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_PATTERN

    made.fill.patterned()
    made.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    made.fill.fore_color.rgb = RGBColor.from_string(colour("hatch-b"))
    made.fill.back_color.rgb = RGBColor.from_string(colour("hatch-a"))


def status(view: Any, kind: str) -> Run:
    """● 达到序时: shape, word, colour."""
    word = view.word(f"status_{kind}")
    mark = SHAPES.get(kind, "")
    token = kind if kind in SHAPES else "ink-2"
    return Run(f"{mark} {word}".strip(), token)


# ------------------------------------------------------------------ tables
class Grid(NamedTuple):
    """A native table. heads: one row of headings. rows: cells as runs. widths in units; align: l, r or c a column."""

    heads: Sequence[str]
    rows: Sequence[Sequence[Run]]
    widths: Sequence[float]
    align: str
    size: float
    head_size: float
    high: float
    head_high: float
    strong: frozenset[int] = frozenset()


def table(on: Sheet, x: float, y: float, grid: Grid, name: str) -> Any:
    """The table with hairlines between its rows and a heavier rule under the heading."""
    count = len(grid.rows) + 1
    high = grid.head_high + grid.high * len(grid.rows)
    box = (on.emu(one) for one in (x, y, sum(grid.widths), high))
    frame = on.slide.shapes.add_table(count, len(grid.widths), *box)
    frame.name = name
    made = frame.table
    _plain(made)
    for column, wide in zip(made.columns, grid.widths, strict=True):
        column.width = on.emu(wide)
    for number, row in enumerate(made.rows):
        row.height = on.emu(grid.head_high if number == 0 else grid.high)
    heads = [Run(head, "ink-2", True) for head in grid.heads]
    for number, runs in enumerate((heads, *grid.rows)):
        for at, run in enumerate(runs):
            size = grid.head_size if number == 0 else grid.size
            _cell(on, made.cell(number, at), run, size, grid.align[at], number, number - 1 in grid.strong)
    return frame


def _plain(made: Any) -> None:
    from pptx.oxml.ns import qn

    properties = made._tbl.tblPr
    properties.set("bandRow", "0")
    properties.set("firstRow", "1")
    style = properties.find(qn("a:tableStyleId"))
    if style is not None:
        style.text = PLAIN_TABLE


def _cell(on: Sheet, cell: Any, run: Run, size: float, align: str, row: int, strong: bool) -> None:
    from pptx.enum.text import MSO_ANCHOR

    cell.margin_left = cell.margin_right = on.emu(5)
    cell.margin_top = cell.margin_bottom = 0
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    shown = run._replace(bold=True) if strong else run
    fill(on, cell.text_frame, [[shown]], size, align=align, anchor="m")
    _ruled(cell, "ink-3" if row == 0 else "line-2", 1.0 if row == 0 else 0.5)
    if strong:
        from pptx.dml.color import RGBColor

        cell.fill.solid()
        cell.fill.fore_color.rgb = RGBColor.from_string(colour("sunken"))


def _ruled(cell: Any, token: str, weight: float) -> None:
    """The line under a cell."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    line = (f'<a:lnB {nsdecls("a")} w="{round(weight * 12700)}"><a:solidFill><a:srgbClr val="{colour(token)}"/>'
            f"</a:solidFill></a:lnB>")  # fmt: skip
    properties = cell._tc.get_or_add_tcPr()
    properties.insert(0, parse_xml(line))


# ------------------------------------------------------------------ the foot and the notes
def strip(on: Sheet, said: str, sample: bool) -> None:
    """Source, as-of date and coverage under a hairline; 示例数据 in its frame."""
    view = on.frame.view
    shape(on, "RECTANGLE", Box(on.left, 668, on.width, 1), fill="line-2", name="strip-rule")
    tag = 100 if view.lang == "zh" else 120
    room = on.width - 110 - (tag + 16 if sample else 0)
    text(on, Box(on.left, 676, room, 26), [[Run(said, "ink-3")]], (12, 11, 10, 9), anchor="m", name="strip")
    if sample:
        box = Box(on.left + room + 8, 676, tag, 26)
        made = shape(on, "ROUNDED_RECTANGLE", box, line="plan", weight=1.25, name="sample")
        frame = made.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        fill(on, frame, [[Run(view.word("sample_data"), "plan", True)]], 12, align="c", anchor="m")


def notes(on: Sheet, lines: Sequence[str]) -> None:
    """The notes page: one paragraph a line."""
    frame = on.slide.notes_slide.notes_text_frame
    frame.text = "\n".join(lines)
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            spoken(run, on.frame.view.lang)
