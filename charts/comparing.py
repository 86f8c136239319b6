"""The spine, the heat table and the small charts as figures, for pictures (pages draw them as nodes)."""

from __future__ import annotations

from typing import Any

from answers.records import (
    Cell,
    CityPage,
    Column,
    CompareCell,
    CompareColumn,
    ComparePage,
    Multiple,
    SpineRow,
    TablePage,
)
from catalog.tabular import column_name, mark_word, total_name
from catalog.view import View
from charts.template import DATA, DATA2, INK, INK2, INK3, LINE, LINE2, Figure, figure, note, rule

HIDDEN: dict[str, Any] = {
    "showgrid": False, "showline": False, "ticks": "", "showticklabels": False, "rangemode": "normal",
}  # fmt: skip
MARKS = {"front": ("circle", "var(--front)"), "middle": ("diamond", INK2), "back": ("square", "var(--back)")}
SHAPES = {"front": " ●", "back": " ■"}
REACH = 46.0


# ------------------------------------------------------------------ the spine
def spine(view: View, answer: CityPage) -> Figure:
    """A line an indicator: range, middle half, median and the city's own mark; right is better."""
    rows = list(reversed(answer.rows))
    shapes, notes = [], []
    for y, row in enumerate(rows):
        shapes += _track(row, y)
        notes += _row_texts(view, row, y)
    shapes.append(rule(x0=50, x1=50, y0=-0.6, y1=len(rows) - 0.4, color=INK, width=1.5))
    return figure(
        [_own(rows)],
        shapes=shapes,
        annotations=notes,
        margin=(190, 150, 0, 0),
        xaxis=HIDDEN | {"range": [0, 100]},
        yaxis=HIDDEN | {"range": [-0.7, len(rows) - 0.3]},
    )


def place_on_track(row: SpineRow, value: float | None) -> float | None:
    """Where a value lies in % of the track: the median in the middle, better to the right."""
    if value is None or row.median is None or row.low is None or row.high is None:
        return None
    reach = max(row.median - row.low, row.high - row.median) or 1.0
    return 50.0 + (value - row.median) / reach * REACH * (row.better or 1)


def _track(row: SpineRow, y: int) -> list[dict[str, Any]]:
    bars = []
    for one, other, colour, half in ((row.low, row.high, "var(--sunken)", 0.16), (row.lower, row.upper, DATA2, 0.2)):
        x0, x1 = place_on_track(row, one), place_on_track(row, other)
        if x0 is not None and x1 is not None:
            bars.append({"type": "rect", "x0": x0, "x1": x1, "y0": y - half, "y1": y + half, "fillcolor": colour,
                         "layer": "below", "line": {"color": LINE2, "width": 1}})  # fmt: skip
    return bars


def _own(rows: list[SpineRow]) -> dict[str, Any]:
    there = [(y, row, spot) for y, row in enumerate(rows) if (spot := place_on_track(row, row.value)) is not None]
    looks = [MARKS.get(row.position, ("circle-open", INK)) for _, row, _ in there]
    return {
        "type": "scatter", "mode": "markers", "x": [spot for _, _, spot in there], "y": [y for y, _, _ in there],
        "marker": {"size": 13, "symbol": [symbol for symbol, _ in looks], "color": [colour for _, colour in looks]},
        "hoverinfo": "skip", "cliponaxis": False,
    }  # fmt: skip


def _row_texts(view: View, row: SpineRow, y: int) -> list[dict[str, Any]]:
    """Name at the left; figure, unit and place at the right."""
    completion = row.measure == "completion"
    name = view.name(row.indicator)
    name = view.word("column_completion", name=name) if completion else name
    digits = 1 if completion else view.indicator(row.indicator).decimals
    printed = view.number(row.value, digits) if row.value is not None else view.word("not_reported")
    unit = "%" if completion else view.unit(row.indicator)
    place = f"{row.place}/{row.of}" if row.place else "—"
    return [
        note(name, x=-0.015, xref="paper", y=y, anchor="right", color=INK, size=13),
        note(f"<b>{printed}</b> {unit if row.value is not None else ''}", x=1.015, xref="paper", y=y, size=13),
        note(place, x=1.235, xref="paper", y=y, anchor="right", color=INK2, size=13),
    ]


# ------------------------------------------------------------------ the heat table
def matrix(view: View, answer: ComparePage) -> Figure:
    """Cities down, indicators across: figure, mark and tint of the quarters."""
    shapes, notes = [], []
    for x, column in enumerate(answer.columns):
        notes.append(_heading(view, column, x))
        for y, row in enumerate(answer.rows):
            shapes.append(_tint(row.cells[x], x, y))
            notes.append(_figure_text(view, column, row.cells[x], x, y))
    notes += [note(view.region(row.region), x=-0.008, xref="paper", y=y, anchor="right", color=INK, size=12)
              for y, row in enumerate(answer.rows)]  # fmt: skip
    wide, high = len(answer.columns), len(answer.rows)
    return figure(
        [_anchor()],
        shapes=shapes,
        annotations=notes,
        margin=(58 if view.lang == "zh" else 80, 0, 34, 0),
        xaxis=HIDDEN | {"range": [-0.5, wide - 0.5]},
        yaxis=HIDDEN | {"range": [high - 0.5, -0.5]},
    )


def _anchor() -> dict[str, Any]:
    """Axes are drawn only where there is a trace."""
    return {"type": "scatter", "mode": "markers", "x": [0], "y": [0], "marker": {"size": 0.1, "opacity": 0},
            "hoverinfo": "skip"}  # fmt: skip


def _heading(view: View, column: CompareColumn, x: int) -> dict[str, Any]:
    """Two lines of at most five or six 汉字."""
    name = view.name(column.indicator)
    name = view.word("column_completion", name=name) if column.measure == "completion" else name
    return note(folded(name, 10), x=x, y=1.005, yref="paper", anchor="center",
                valign="bottom", color=INK2, size=10)  # fmt: skip


_SPLITS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 2}  # how many letters of a short heading stand on its first line


def folded(text: str, width: int) -> str:
    """A heading in two lines or more: after a closing mark, by words of about `width` letters, else after four."""
    words = text.split(" ")
    if len(words) == 1:
        at = next((text.index(mark) + 1 for mark in "）”" if mark in text[:-1]), _SPLITS.get(len(text), 4))
        return "<br>".join(filter(None, (text[:at], text[at:])))
    lines = [words[0]]
    for word in words[1:]:
        if len(lines[-1]) + len(word) < width:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return "<br>".join(lines)


def _tint(cell: CompareCell, x: int, y: int) -> dict[str, Any]:
    colour = {"front": "var(--front-bg)", "back": "var(--back-bg)"}.get(cell.position, "var(--sunken)")
    return {"type": "rect", "x0": x - 0.49, "x1": x + 0.49, "y0": y - 0.47, "y1": y + 0.47, "fillcolor": colour,
            "layer": "below", "line": {"width": 0}}  # fmt: skip


def _figure_text(view: View, column: CompareColumn, cell: CompareCell, x: int, y: int) -> dict[str, Any]:
    digits = 1 if column.measure == "completion" else view.indicator(column.indicator).decimals
    marked = cell.position in SHAPES
    absent = view.word("status_partial" if cell.lacking else "not_reported_short")
    printed = view.number(cell.value, digits) if cell.value is not None else absent
    colour = f"var(--{cell.position})" if marked else INK2 if cell.value is not None else INK3
    return note(printed + SHAPES.get(cell.position, ""), x=x, y=y, anchor="center", color=colour, size=11, bold=marked)


# ------------------------------------------------------------------ small charts
def small_lines(view: View, many: tuple[Multiple, ...], axis: tuple[float, float], *, by_city: bool) -> Figure:
    """Small charts in rows on one axis: each line in its own field, name and last figure above it."""
    across = 7 if len(many) > 8 else 3
    down = max(1, -(-len(many) // across))
    traces, notes, shapes = [], [], []
    for i, one in enumerate(many):
        x, y = i % across, down - 1 - i // across
        name = view.region(one.region) if by_city else view.name(one.indicator)
        latest = view.value(one.indicator, one.latest) if one.reported else view.word("not_reported")
        traces += [_line(points, x, y, axis, colour, width)
                   for points, colour, width in ((one.median, DATA2, 1.5), (one.points, DATA, 2.5))
                   if points]  # fmt: skip
        notes += [note(name, x=x + 0.06, y=y + 0.93, color=INK2, size=12),
                  note(latest, x=x + 0.94, y=y + 0.93, anchor="right", color=INK, size=12, bold=True)]  # fmt: skip
        shapes.append(rule(x0=x + 0.06, x1=x + 0.94, y0=y + 0.06, y1=y + 0.06, color=LINE, width=1))
    return figure(
        traces or [_anchor()],
        annotations=notes,
        shapes=shapes,
        margin=(4, 4, 4, 4),
        xaxis=HIDDEN | {"range": [0, across]},
        yaxis=HIDDEN | {"range": [0, down]},
    )


def _line(points: tuple[tuple[str, float | None], ...], x: int, y: int, axis: tuple[float, float], colour: str,
          width: float) -> dict[str, Any]:  # fmt: skip
    low, high = axis
    step = 0.88 / max(len(points) - 1, 1)
    rise = 0.72 / (high - low) if high > low else 0.0
    return {
        "type": "scatter", "mode": "lines", "connectgaps": False, "hoverinfo": "skip",
        "x": [x + 0.06 + i * step for i in range(len(points))],
        "y": [None if value is None else y + 0.08 + (value - low) * rise for _, value in points],
        "line": {"color": colour, "width": width},
    }  # fmt: skip


# ------------------------------------------------------------------ a table on a sheet
FITTING = 12  # columns that can be read from the back of a room


def table_figure(view: View, answer: TablePage) -> Figure:
    """The first columns of a table as a picture: headings, total in front, a line a city."""
    columns = answer.table.columns[:FITTING]
    rows = [row for row in (answer.table.total, *answer.table.rows) if row is not None]
    notes = [note(folded(column_name(view, column), 12), x=x, y=1.005, yref="paper",
                  anchor="center", valign="bottom", color=INK2, size=10)
             for x, column in enumerate(columns)]  # fmt: skip
    for y, row in enumerate(rows):
        total = row is answer.table.total
        name = total_name(view, answer.frame) if total else view.region(row.region)
        notes.append(note(name, x=-0.008, xref="paper", y=y, anchor="right", color=INK, size=12, bold=total))
        notes += [_table_text(view, column, cell, x, y, bold=total)
                  for x, (column, cell) in enumerate(zip(columns, row.cells, strict=False))]  # fmt: skip
    edges = [y + 0.5 for y in range(len(rows))]
    shapes = [rule(x0=-0.5, x1=len(columns) - 0.5, y0=y, y1=y, color=LINE, width=1) for y in edges]
    return figure([_anchor()], shapes=shapes, annotations=notes, margin=(80, 0, 34, 0),
                  xaxis=HIDDEN | {"range": [-0.5, max(len(columns), 1) - 0.5]},
                  yaxis=HIDDEN | {"range": [max(len(rows), 1) - 0.5, -0.5]})  # fmt: skip


def _table_text(view: View, column: Column, cell: Cell, x: int, y: int, *, bold: bool) -> dict[str, Any]:
    if column.measure == "status":
        printed = view.word(f"status_{cell.status}")
    else:
        printed = view.number(cell.value, column.decimals) if cell.value is not None else mark_word(view, cell.mark)
    colour = INK if cell.value is not None else INK3
    return note(printed or "—", x=x + 0.4, y=y, anchor="right", color=colour, size=11, bold=bold)
