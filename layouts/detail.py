"""The table of a force page: total first, one row a city, sorted by links in its heads, the heads in sight."""

from __future__ import annotations

from answers.records import Cell, Column, Frame, Table, TableRow
from catalog import format as form
from catalog.tabular import column_unit, footnote_text, mark_word, total_name
from catalog.view import View
from layouts.parts import status
from layouts.tree import Node, h

# Measures that are the same word whatever the indicator; the others carry the indicator's name.
_WORDS = {"place": "place", "status": "state"}
_NAMED = {"target": "target", "completion": "completion", "deviation": "deviation", "previous": "same_period_last_year",
          "growth": "yoy", "difference": "increment"}  # fmt: skip


def detail_table(view: View, frame: Frame, table: Table) -> Node:
    """The whole table in a box that scrolls."""
    head = h(
        "tr", h("th", view.word("city"), scope="col", cls="left"), *(_head(view, table, one) for one in table.columns)
    )
    total = _row(view, table, table.total._replace(region=frame.area_code), total_name(view, frame)) if (
        table.total) else None  # fmt: skip
    rows = (_row(view, table, row) for row in table.rows)
    return h(
        "div.table-wrap",
        h(
            "table.table.detail",
            h("caption.sr", view.word("detail_by_city")),
            h("thead", head),
            h("tbody", total, *rows),
            data_figures="1",
        ),
        tab_index=0,
        role="region",
        aria_label=view.word("detail_by_city"),
    )


def size(view: View, table: Table) -> str:
    """22行（含合计）× 13列."""
    rows = len(table.rows) + (table.total is not None)
    said = view.word("sum_rows", rows=rows) if table.total else view.word("plain_rows", rows=rows)
    return view.word("table_size_said", rows=said, columns=len(table.columns) + 1)


def notes(view: View, table: Table) -> str:
    """① …合计不含潮州、云浮；② …."""
    return " ".join(f"{_sign(one.number)} {footnote_text(view, one, table.columns)}" for one in table.footnotes)


def _sign(number: int) -> str:
    """①…⑳."""
    return chr(0x2460 + number - 1)


def _head(view: View, table: Table, column: Column) -> Node:
    """A sortable head: the first click sorts downwards, a second one upwards; place and status sort by place."""
    descending = table.order == f"-{column.key}"
    on = descending or table.order == column.key
    best_first = column.measure == "place"
    wanted = column.key if (descending or (best_first and not on)) else f"-{column.key}"
    text = head_text(view, column)
    arrow = h("span.sorted", "↓" if descending else "↑", aria_hidden="true") if on else None
    link = h("a", text, arrow, href=view.href(sort=wanted), title=head_title(view, column))
    said = ("descending" if descending else "ascending") if on else None
    if column.measure == "status":
        return h("th", text, scope="col", cls="left")
    return h("th", link, scope="col", aria_sort=said, data_src=of_column(column))


def head_text(view: View, column: Column) -> str:
    """新增就业（人）, 年度目标（人）, 完成率（%）, 与序时差（百分点）, 位次."""
    if column.measure in _WORDS:
        return view.word(_WORDS[column.measure])
    name = view.name(column.indicator) if column.measure == "value" else view.word(_NAMED[column.measure])
    unit = column_unit(view, column)
    return name + view.bracket(unit) if unit else name


def head_title(view: View, column: Column) -> str:
    """The full name and the period, on hover."""
    return view.join(view.name(column.indicator, full=True), view.period(column.period),
                     view.word("coverage_cities", reported=column.reported, expected=column.expected))  # fmt: skip


def of_column(column: Column) -> str:
    """What opens the sources of a column's figures; the browser adds the row's area (assets/wuli_source.js)."""
    key = f"{column.indicator}~{column.period}~{column.basis}"
    return key if column.measure == "value" else f"{key}~{column.measure}"


def _row(view: View, table: Table, row: TableRow, total: str = "") -> Node:
    """A city's row, or the total's when it has a name."""
    cells = (cell(view, column, one) for column, one in zip(table.columns, row.cells, strict=True))
    if total:
        return h("tr.is-total", h("th", total, scope="row"), *cells, key="total", data_row=row.region)
    chosen = view.scope.city == row.region
    name = h("a", view.region(row.region), href=view.href(city="" if chosen else row.region),
             data_open=view.href("/city", city=row.region, indicator="", sort=""))  # fmt: skip
    return h("tr", h("th", name, scope="row"), *cells, aria_current="true" if chosen else None, key=row.region,
             data_row=row.region)  # fmt: skip


def cell(view: View, column: Column, one: Cell) -> Node:
    """A figure as printed, a status word, or the mark that says why there is no figure."""
    if column.measure == "status":
        known = one.status in ("done", "ok", "warn", "bad", "none")
        return h("td.left", status(view, one.status) if known else view.word(f"status_{one.status}"))
    if one.value is None:
        return h("td", *_mark(view, column, one))
    write = form.signed if column.measure in ("deviation", "growth", "difference") else view.number
    shown = write(one.value, column.decimals)
    qualifier = view.word(f"qualifier_{one.qualifier}") if one.qualifier not in ("eq", "") else ""
    marks = "".join(_sign(number) for number in one.footnotes)
    return h("td", h("sup", marks) if marks else None, qualifier, shown)


def _mark(view: View, column: Column, one: Cell) -> tuple[Node, ...]:
    """Never blank and never 0: 未报送 on hatch, — where nothing is due, * where it is hidden."""
    if one.mark in ("none", "partial"):
        return (
            ("—",)
            if column.measure in ("place", "deviation")
            else (h("span.missing.hatch", mark_word(view, one.mark)),)
        )
    if one.mark == "suppressed":
        return (h("abbr", "*", title=view.word("suppressed")),)
    return (h("abbr", "—", title=mark_word(view, one.mark)) if one.mark else "—",)
