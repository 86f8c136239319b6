"""Tables of cities as documents: 数据表 and the tables of the force pages."""

from __future__ import annotations

from answers.paced import ProgressPage
from answers.records import Cell, Column, Footnote, ForcePage, Frame, Table, TablePage, TableRow
from catalog.tabular import column_name, column_span, column_unit, footnote_text, mark_word, total_name
from catalog.view import View
from exports.records import Document, Entry, Head


def table_page(answer: TablePage, view: View) -> Document:
    """数据表 as filtered and sorted."""
    return of_table(view, answer.frame, answer.table, view.word("table_by_city"))


def progress(answer: ProgressPage, view: View) -> Document:
    """进度与排名: every indicator with a target for every city."""
    page = view.catalog.pages["progress"]
    return of_table(view, answer.frame, answer.table, page.en if view.lang != "zh" else page.zh)


def force(answer: ForcePage, view: View) -> Document:
    """The table at the foot of a force page."""
    page = view.catalog.pages[answer.page]
    name = page.en if view.lang != "zh" else page.zh
    made = of_table(view, answer.frame, answer.table, f"{name} {view.word('detail_by_city')}")
    return made._replace(heads=tuple(head._replace(group="") for head in made.heads))  # all are of the one force


def of_table(view: View, frame: Frame, table: Table, name: str) -> Document:
    """City and area, then the columns under their forces; the total in front when it is shown."""
    heads = (Head("", view.word("city"), "", None), Head("", view.word("area_of"), "", None),
             *(_head(view, frame, column) for column in table.columns))  # fmt: skip
    cover = view.word("coverage_cities", reported=frame.reported, expected=frame.expected)
    total = (_row(view, table, table.total, (total_name(view, frame), cover)),) if table.total else ()
    rows = tuple(_row(view, table, row, (view.region(row.region, full=True), view.region(row.area)))
                 for row in table.rows)  # fmt: skip
    notes = tuple(f"{mark(note)} {footnote_text(view, note, table.columns)}" for note in table.footnotes)
    basis = view.word("basis_note_month" if frame.scope.basis == "month" else "basis_note_ytd")
    meta = ((view.word("unit"), view.word("units_in_header")), (view.word("basis"), basis))
    return Document(name, heads, rows, total, 2, meta, notes, False, name)


def mark(note: Footnote) -> str:
    """① ② ③."""
    return chr(ord("①") + note.number - 1)


def area_name(view: View, frame: Frame) -> str:
    """全部地级以上市, 珠三角, or the cities by name."""
    if frame.area_code == "440000":
        return view.word("area_all")
    return view.regions(frame.regions) if frame.area_code == "selection" else view.region(frame.area_code)


def _head(view: View, frame: Frame, column: Column) -> Head:
    theme = view.catalog.themes[column.theme]
    group = theme.en if view.lang != "zh" else theme.zh
    decimals = None if column.measure == "status" else column.decimals
    comma = "，" if view.lang == "zh" else ", "
    unit = comma.join(filter(None, (column_unit(view, column), column_span(view, column, frame.scope.period))))
    return Head(group, column_name(view, column), unit, decimals)


def _row(view: View, table: Table, row: TableRow, stub: tuple[str, str]) -> tuple[Entry, ...]:
    cells = (_entry(view, cell, column, stub[0]) for cell, column in zip(row.cells, table.columns, strict=True))
    return (*(Entry(text) for text in stub), *cells)


def _entry(view: View, cell: Cell, column: Column, place: str) -> Entry:
    about = view.join(place, column_name(view, column))
    if column.measure == "status":
        return Entry(view.word(f"status_{cell.status}"), "", (), about)
    return Entry(cell.value, mark_word(view, cell.mark), cell.ids, about)
