"""The sheet as it was sent, tinted by its parts, and beside it what each column and row was read as."""

from __future__ import annotations

from collections import Counter

from catalog.submitting import Face, FieldLine, MapLine, Opened, Spot
from catalog.view import View
from layouts.parts import panel
from layouts.submit_choose import chooser, unit_name
from layouts.submit_where import column_name, here
from layouts.tree import Node, h

TINTS = ("title", "meta", "header", "label", "data", "total", "derived", "missing", "line", "note", "passed")
_LONG = ("title", "meta", "note")
_ROWS_LISTED = 40


# ------------------------------------------------------------------ the sheet
def sheet(view: View, opened: Opened) -> Node:
    """The sheet with addresses, its other sheets as links, a legend of the tints that occur."""
    face = opened.face
    if face is None:
        return None
    used = [part for part in TINTS if part in {spot.part for spot in face.spots.values()}]
    legend = (h("span", h("i", cls=f"part-{part}"), view.word(f"part_{part}"), key=part) for part in used)
    more = _more(view, face)
    return panel(
        face.sheet, _tabs(view, opened), h("div.legend", *legend), _table(view, opened, face),
        sub=view.word("submit_hidden_sheet") if face.hidden else "", foot=more, panel_id="sheet", cls="submit-sheet",
    )  # fmt: skip


def _tabs(view: View, opened: Opened) -> Node:
    if len(opened.sheets) < 2:
        return None
    links = (h("a", name, h("small", str(figures)), href=here(view, sheet=name, sel="", at=""), data_verbatim="1",
               aria_current="true" if opened.face and name == opened.face.sheet else None, key=name)
             for name, figures in opened.sheets)  # fmt: skip
    return h("nav.submit-tabs", *links, aria_label=view.word("submit_sheets"))


def _more(view: View, face: Face) -> str:
    """What is not shown is said: rows and columns beyond the preview."""
    rows, columns = face.rows_used - len(face.rows), face.columns_used - len(face.columns)
    said = [view.word("submit_more_rows", shown=len(face.rows), n=rows)] if rows > 0 else []
    return " ".join([*said, view.word("submit_more_columns", n=columns)] if columns > 0 else said)


def _table(view: View, opened: Opened, face: Face) -> Node:
    chosen = dict(view.scope.extra).get("sel", "")
    spot_at = dict(view.scope.extra).get("at", "")
    columns = {line.at: line for line in opened.lines if line.kind == "columns"}
    rows = {line.at: line for line in opened.lines if line.kind == "rows"}
    whole = h("a", view.word("submit_whole_short"), href=here(view, sel="" if chosen == "sheet" else "sheet", at=""),
              aria_label=view.word("submit_whole_sheet"), title=view.word("submit_whole_sheet"),
              aria_current="true" if chosen == "sheet" else None)  # fmt: skip
    corner = h("th.corner", whole, scope="col")
    names = pinned(face)
    heads = (_address(view, column_name(column), columns.get(column_name(column)), chosen, "col",
                      pin=column == names) for column in face.columns)  # fmt: skip
    body = []
    before = 0
    for row in face.rows:
        if before and row > before + 1:
            body.append(h("tr.gap", h("td", "⋯", col_span=len(face.columns) + 1), key=f"gap{row}"))
        cells = _cells(face, row, chosen, spot_at, names)
        body.append(h("tr", _address(view, str(row), rows.get(str(row)), chosen, "row"), *cells, key=str(row)))
        before = row
    table = h("table.sheet-view", h("thead", h("tr", corner, *heads)), h("tbody", *body))
    return h("div.table-wrap", table, tab_index=0, role="region", aria_label=face.sheet, data_verbatim="1")


def pinned(face: Face) -> int:
    """The column that stays in sight when the sheet is moved sideways: that with most labels, 0 for none."""
    labels = Counter(column for (_, column), spot in face.spots.items() if spot.part in ("label", "total")
                     and not spot.number)  # fmt: skip
    return max(labels, key=lambda column: (labels[column], -column), default=0)


def _address(view: View, name: str, line: MapLine | None, chosen: str, scope: str, *, pin: bool = False) -> Node:
    """A letter or a number; one with figures is a link that opens its choices."""
    stays = "is-pinned" if pin else ""
    if line is None:
        return h("th", name, scope=scope, cls=stays)
    marks = " ".join(filter(None, ("is-open" if line.open else "", "is-told" if line.told else "", stays)))
    link = h("a", name, href=here(view, sel="" if chosen == name else name, at=""), title=line.header,
             aria_label=view.word("submit_choose_column" if scope == "col" else "submit_choose_row", name=name),
             aria_current="true" if chosen == name else None)  # fmt: skip
    return h("th", link, scope=scope, cls=marks)


def _cells(face: Face, row: int, chosen: str, spot_at: str, pin: int) -> list[Node]:
    """The cells of a row. A title or a note reaches over the empty ones after it, as it does in a spreadsheet."""
    covered = {(r, c) for (top, left), (bottom, right) in face.merges.items() if top <= row <= bottom
               for r in (row,) for c in range(left, right + 1) if (r, c) != (top, left)}  # fmt: skip
    cells: list[Node] = []
    skip = 0
    for at, column in enumerate(face.columns):
        if skip or (row, column) in covered:
            skip = max(skip - 1, 0)
            continue
        spot = face.spots.get((row, column))
        last = face.merges.get((row, column))
        if last is None and spot is not None and spot.part in _LONG and not spot.number:
            rest = face.columns[at + 1 :]
            skip = next((i for i, other in enumerate(rest) if (row, other) in face.spots), len(rest))
        span = (sum(row <= r <= last[0] for r in face.rows), sum(column <= c <= last[1] for c in face.columns)) if (
            last) else (1, skip + 1)  # fmt: skip
        cells.append(_cell(spot, row, column, chosen, spot_at, span, pin=column == pin and span[1] == 1))
    return cells


def _cell(
    spot: Spot | None, row: int, column: int, chosen: str, spot_at: str, span: tuple[int, int], *, pin: bool
) -> Node:
    name = column_name(column)
    at = f"{name}{row}"
    marks = [f"part-{spot.part}" if spot else "", f"is-{spot.mark}" if spot and spot.mark else "",
             "is-number" if spot and spot.number else "", "is-chosen" if chosen == name else "",
             "is-chosen-row" if chosen == str(row) else "", "is-wide" if span[1] > 1 else "",
             "is-at" if spot_at == at else "", "is-pinned" if pin else ""]  # fmt: skip
    marked = spot_at == at or (spot is not None and bool(spot.mark))
    return h("td", spot.text if spot else None, cls=" ".join(filter(None, marks)), key=name,
             row_span=span[0] if span[0] > 1 else None, col_span=span[1] if span[1] > 1 else None,
             id="submit-at" if spot_at == at else None, data_cell=at if marked else None)  # fmt: skip


# ------------------------------------------------------------------ the mapping
def mapping(view: View, opened: Opened) -> Node:
    """What each column and row was read as; the choices of the one that is chosen open under it, those of the whole
    sheet above the list."""
    if opened.fields:
        return _register(view, opened.fields)
    chosen = dict(view.scope.extra).get("sel", "")
    columns = [one for one in opened.lines if one.kind == "columns"]
    rows = [one for one in opened.lines if one.kind == "rows"]
    open_ = sum(one.open for one in columns)
    sub = view.word("submit_columns_open", n=len(columns) - open_, open=open_) if open_ else view.word(
        "submit_columns", n=len(columns))  # fmt: skip
    return panel(
        view.word("submit_mapping"),
        chooser(view, opened, None, whole=True) if chosen == "sheet" else None,
        h("ul.map-lines", *(_map_line(view, opened, one, chosen) for one in columns)),
        _rows(view, opened, rows, chosen), sub=sub, panel_id="mapping", cls="submit-mapping",
        foot=view.word("submit_periods", periods=_periods(view, opened)) if opened.periods else "",
    )  # fmt: skip


def _periods(view: View, opened: Opened) -> str:
    said = [view.period(period) for period in opened.periods]
    comma = "、" if view.lang == "zh" else ", "
    return comma.join(said[:4]) + (f" …（{len(said)}）" if len(said) > 4 else "")


def _rows(view: View, opened: Opened, rows: list[MapLine], chosen: str) -> Node:
    """Rows that ask for something, are told, or name an indicator of their own; the rest are counted."""
    if not rows:
        return None
    own = len({line.indicators for line in rows}) > 1
    listed = [line for line in rows if own or line.open or line.told or line.at == chosen]
    listed = listed[:_ROWS_LISTED] + [line for line in listed[_ROWS_LISTED:] if line.at == chosen]
    known = sum(not line.open for line in rows)
    said = view.word("submit_rows", n=known, of=len(rows))
    return h("div", h("h3", said), h("ul.map-lines", *(_map_line(view, opened, line, chosen) for line in listed)))


def _map_line(view: View, opened: Opened, line: MapLine, chosen: str) -> Node:
    """C 年度目标 → 新增就业 · 目标（人）."""
    what = meaning(view, line, opened.region)
    head = h("span.map-head", line.header or view.word("submit_no_header"), data_verbatim="1")
    link = h("a", h("b.map-at", line.at), head, h("span.map-what", what),
             href=here(view, sel="" if chosen == line.at else line.at, at=""),
             aria_current="true" if chosen == line.at else None)  # fmt: skip
    marks = " ".join(filter(None, ("is-open" if line.open else "", "is-told" if line.told else "")))
    box = chooser(view, opened, line, whole=False) if chosen == line.at else None
    return h("li", link, box, cls=marks, key=f"{line.kind}{line.at}")


def meaning(view: View, line: MapLine, whole: str) -> str:
    """What a line was read as, in words. whole: the area the workbook is about, which need not be said again."""
    if not line.figures:
        return view.word("submit_ignored") if line.told.get("role") == "ignore" else view.word("submit_nothing_in_it")
    area = _area(view, line, whole)
    known = [one for one in line.indicators if one]
    if len(known) > 1 or (area and line.kind == "rows"):
        kinds = view.join(*(view.word(f"measure_{one}") for one in line.measures))
        return area or kinds or view.word("submit_by_other")
    name = view.name(known[0]) if known else view.word("submit_unknown_indicator")
    measures = (view.word(f"measure_{one}") for one in line.measures[:1] if one != "value" and line.kind == "columns")
    unit = next((one for one in line.units if one), "")
    return view.join(name, *measures) + (view.bracket(unit_name(view, unit)) if unit and known else "")


def _area(view: View, line: MapLine, whole: str) -> str:
    """The one area of a line: its name, with 合计 or 小计 where it is a sum; empty for the workbook's own area."""
    if line.regions == ("",) and "region" in line.roles:
        return view.word("submit_unknown_region")
    if len(line.regions) != 1 or not line.regions[0]:
        return ""
    role = line.roles[0] if line.roles else "region"
    if line.regions[0] == whole and role == "region":
        return ""
    return view.join(view.region(line.regions[0], full=True), view.word(f"role_{role}") if role != "region" else "")


def _register(view: View, fields: tuple[FieldLine, ...]) -> Node:
    """A register's columns: field, personal and dropped, or kept out because nobody knows it."""
    def said(field: FieldLine) -> str:
        if field.personal:
            return view.word("submit_personal")
        return view.word("submit_taken") if field.field else view.word("submit_unknown_column")

    rows = (h("li", h("span.map-row", h("b.map-at", one.at), h("span.map-head", one.header, data_verbatim="1"),
                      h("span.map-what", said(one))), cls="" if one.field and not one.personal else "is-open" if not
              one.field else "is-dropped", key=one.at) for one in fields)  # fmt: skip
    return panel(view.word("submit_fields"), h("ul.map-lines", *rows), sub=view.word("submit_columns", n=len(fields)),
                 panel_id="mapping", cls="submit-mapping")  # fmt: skip

