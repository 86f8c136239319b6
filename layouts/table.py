"""数据表: filters at the left; at the right one table with grouped headings, units, total on top and footnotes.

A plain HTML table, not a data grid: it is 22 rows × 15–60 columns, so there is nothing to virtualise; sorting is a link
(the address keeps it, the workbook follows it, a keyboard reaches it); headings have two levels with units, cells have
footnotes and hatches; it prints, and it costs no script (the grid's is 300 kB compressed and wants its own styles).
Registers of thousands of rows do use the grid.
"""

from __future__ import annotations

from itertools import groupby

from answers.records import Cell, Column, Table, TablePage, TableRow
from catalog import format as form
from catalog.tabular import column_name, column_span, column_unit, footnote_text, mark_word, total_name
from catalog.view import View
from layouts import filters
from layouts.detail import of_column
from layouts.heads import folded
from layouts.parts import empty, status
from layouts.tree import Node, h


def table_page(view: View, answer: TablePage) -> Node:
    """The whole page."""
    return h("div.tabular", filters.panel(view, answer), sheet(view, answer))


def sheet(view: View, answer: TablePage) -> Node:
    """Title and chips, the table, the footnotes; a sentence with a way out when nothing is left."""
    table = answer.table
    there = bool(table.rows and table.columns)
    body = grid(view, answer) if there else _nothing(view)
    head = h("div.panel-head", h("h2", view.word("table_by_city")), chips(view, answer), size(view, table))
    return h("section.panel.sheet-panel", head, body, footnotes(view, table) if there else None, data_panel="table",
             data_indicator="table", data_period=view.scope.period, aria_label=view.word("table_by_city"))  # fmt: skip


def size(view: View, table: Table) -> Node:
    key = "export_size_total" if table.total else "export_size"
    return h("span.sub.num.sheet-size", view.word(key, rows=len(table.rows), columns=len(table.columns) + 2))


def _nothing(view: View) -> Node:
    way = h("a.button.is-primary", view.word("reset_filters"), href=view.href(area="all", extra=()))
    return empty(view, view.word("table_none"), view.word("table_none_text"), way)


# ------------------------------------------------------------------ chips
def chips(view: View, answer: TablePage) -> Node:
    """What is in force, each with the way to take it back."""
    known = dict(view.scope.extra)
    found: list[tuple[str, str]] = []
    if answer.frame.area_code != "440000":
        n = len(answer.frame.regions)
        code = answer.frame.area_code
        name = view.word("n_cities", n=n) if code == "selection" else view.region(code)
        found.append((name, view.href(area="all")))
    if known.get("cols") or known.get("themes"):
        found.append((view.word("chip_indicators", n=len(filters.columns(answer))), _without(view, cols="", themes="")))
    if known.get("q"):
        found.append((view.word("searched_for", text=known["q"]), _without(view, q="")))
    if known.get("behind") == "1":
        found.append((view.word("only_behind"), _without(view, behind="")))
    if view.scope.basis == "month":
        found.append((view.word("basis_month"), view.href(basis="")))
    marks = (h("a.chip.is-filter", text, h("span", "×", aria_hidden="true"), href=href, key=text,
               aria_label=view.word("filter_remove", name=text)) for text, href in found)  # fmt: skip
    return h("div.chips", *marks)


def _without(view: View, **changes: str) -> str:
    return view.href(extra=filters.extra(view, **changes))


# ------------------------------------------------------------------ the table
def grid(view: View, answer: TablePage) -> Node:
    """Headings in sight, city column in sight, total under the headings."""
    table = answer.table
    head = h("thead", _forces(view, table), _names(view, answer), _total(view, answer))
    body = h("tbody", *(_row(view, table, row) for row in table.rows))
    caption = h("caption.sr", f"{view.word('table_by_city')} {view.period(view.scope.period)}")
    whole = h("table.sheet-table", caption, head, body, data_figures="1")
    return h("div.table-wrap", whole, tab_index=0, role="region", aria_label=view.word("table_by_city"))


def _forces(view: View, table: Table) -> Node:
    cells: list[Node] = [h("td.pin"), h("td.wide-only")]
    for theme, members in groupby(table.columns, key=lambda column: column.theme):
        row = view.catalog.themes[theme]
        name = h("span", row.en if view.lang != "zh" else row.zh)
        cells.append(h("th.sheet-force", name, col_span=len(list(members)), scope="colgroup", key=theme,
                       style={"--fc": f"var(--{theme.lower()})"}))  # fmt: skip
    return h("tr", *cells)


def _names(view: View, answer: TablePage) -> Node:
    heads = (_head(view, answer.table, i) for i in range(len(answer.table.columns)))
    return h("tr", h("th.pin.left", view.word("city"), scope="col"),
             h("th.left.wide-only", view.word("area_of"), scope="col"), *heads)  # fmt: skip


def _head(view: View, table: Table, at: int) -> Node:
    """Name, unit and the way to sort: downwards first, then upwards, then as it was. Hover says period and coverage."""
    column = table.columns[at]
    down, up = table.order == f"-{column.key}", table.order == column.key
    wanted = column.key if down else "" if up else f"-{column.key}"
    unit, span = column_unit(view, column), column_span(view, column, view.scope.period)
    noted = table.total.cells[at].footnotes if table.total else ()
    marks = "".join(_circled(number) for number in noted)
    title = view.join(view.name(column.indicator, full=True), view.period(column.period),
                      view.word("coverage_cities", reported=column.reported, expected=column.expected))  # fmt: skip
    arrow = h("span.sorted", "↓" if down else "↑", aria_hidden="true") if down or up else None
    name = folded(view, column_name(view, column), view.name(column.indicator))
    link = h("a", *name, h("sup", marks) if marks else None, arrow,
             h("small", view.bracket(unit).strip()) if unit else None, h("small", span) if span else None,
             href=view.href(sort=wanted), title=title)  # fmt: skip
    return h("th", link, scope="col", key=column.key, cls=_edge(table, at), data_src=of_column(column),
             aria_sort="descending" if down else "ascending" if up else None)  # fmt: skip


def _edge(table: Table, at: int) -> str:
    """A rule where another force begins."""
    return "is-edge" if at == 0 or table.columns[at].theme != table.columns[at - 1].theme else ""


def _total(view: View, answer: TablePage) -> Node:
    """全省合计① and beside it how many cities are in."""
    total = answer.table.total
    if total is None:
        return None
    cover = view.word("coverage_cities", reported=answer.frame.reported, expected=answer.frame.expected)
    cells = (_cell(view, answer.table, i, cell) for i, cell in enumerate(total.cells))
    name = h("th.pin.left", total_name(view, answer.frame), scope="row")
    return h("tr.is-total", name, h("td.left.wide-only", cover), *cells, key="total", data_row=answer.frame.area_code)


def _row(view: View, table: Table, row: TableRow) -> Node:
    chosen = view.scope.city == row.region
    name = h("a", view.region(row.region, full=True), href=view.href(city="" if chosen else row.region),
             data_open=view.href("/city", city=row.region, indicator="", sort="", extra=()))  # fmt: skip
    cells = (_cell(view, table, i, cell) for i, cell in enumerate(row.cells))
    return h("tr", h("th.pin.left", name, scope="row"), h("td.left.wide-only", view.region(row.area)), *cells,
             key=row.region, aria_current="true" if chosen else None, data_row=row.region)  # fmt: skip


SIGNED = ("deviation", "growth", "difference")


def _cell(view: View, table: Table, at: int, cell: Cell) -> Node:
    """A figure as printed with its qualifier and footnotes, a status word, or why there is no figure."""
    column, edge = table.columns[at], _edge(table, at)
    if column.measure == "status":
        lit = cell.status in _LIGHTS
        return h("td", status(view, cell.status) if lit else view.word(f"status_{cell.status}"), cls=edge)
    if cell.value is None:
        return h("td", _absent(view, cell), cls=edge)
    said = view.word(f"qualifier_{cell.qualifier}") if cell.qualifier not in ("eq", "") else ""
    return h("td", said, figure(view, column, cell.value), cls=edge)


_LIGHTS = ("done", "ok", "warn", "bad", "none")


def figure(view: View, column: Column, value: float) -> str:
    """A figure in base units; differences say their direction."""
    if column.measure in SIGNED:
        return form.signed(value, column.decimals)
    return view.number(value, column.decimals)


def _absent(view: View, cell: Cell) -> Node:
    if cell.mark in ("none", "partial"):
        return h("span.missing.hatch", mark_word(view, cell.mark))
    return h("span.quiet", mark_word(view, cell.mark) or "—")


def _circled(number: int) -> str:
    """① … ⑳."""
    return chr(ord("①") + number - 1)


def footnotes(view: View, table: Table) -> Node:
    """What the circled numbers say, and that rounded parts need not add up (R3)."""
    said = [f"{_circled(note.number)} {footnote_text(view, note, table.columns)}" for note in table.footnotes]
    return h("p.panel-foot", " ".join([*said, view.word("note_rounding") + ("。" if view.lang == "zh" else ".")]))
