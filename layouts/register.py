"""A register (台账) under its page: what it is, a search field, the grid whose rows the store sends page by page."""

from __future__ import annotations

from typing import Any

import dash_ag_grid as dag
from dash import html

from catalog.entries import Field, Register
from catalog.view import View
from layouts import ids
from layouts.grid import options
from layouts.tree import Node, h

BLOCK = 100  # rows of one question to the store
_WIDTHS = {"region": 84, "text": 120, "option": 88, "count": 112, "amount": 120, "date": 108}
_SEPARATED = "params.value == null ? '' : d3.format(',')(params.value)"
_WIDER = 1.35  # English column names and city names
_LONG = {"name": 280, "address": 210, "founder": 200, "remark": 140}


def section(view: View, register: Register, address: str, rows: int) -> html.Section:
    """The whole panel. `address` says which rows it holds; `rows`: how many, before the columns' own filters."""
    grid = dag.AgGrid(
        id=ids.register("rows", address),
        rowModelType="infinite",
        columnDefs=[_column(view, field) for field in register.fields if not field.personal],
        defaultColDef={"sortable": True, "resizable": True, "filter": True, "filterParams": _filter()},
        dashGridOptions=options(
            view, cacheBlockSize=BLOCK, maxBlocksInCache=20, infiniteInitialRowCount=min(rows, BLOCK)
        ),
        className="grid",
        style={"height": "100%"},
    )
    verbatim: dict[str, Any] = {"data-verbatim": "1"}  # names and places stay as they were written
    about: dict[str, Any] = {"aria-label": _title(view, register), "data-panel": "register",
                             "data-indicator": register.counts, "data-period": view.scope.period}  # fmt: skip
    shown = html.Div(grid, className="register-grid", lang="zh-CN", **verbatim)
    foot = html.P(
        [html.Span(count(view, rows), id=ids.register("foot", address)),
         html.Span(" · " + view.word("register_note", period=view.period(view.scope.period)))],
        className="panel-foot",
    )  # fmt: skip
    if not rows:
        return html.Section(html.P(_nothing(view), className="empty"), className="panel register", **about)
    return html.Section([_export(view, address, rows), shown, foot], className="panel register", **about)


def _nothing(view: View) -> str:
    """Why there is no row: nothing is like what was typed, or no register was there yet."""
    return view.word("register_empty" if dict(view.scope.extra).get("q") else "register_nothing")


def head(view: View, register: Register) -> Node:
    """Title and search field. They stand on the page, above the slot: what is typed in must not be drawn anew."""
    hint = view.word("register_search")
    sought = dict(view.scope.extra).get("q", "")
    field = h("input.register-search", type="search", defaultValue=sought, placeholder=hint, data_param="q",
              data_live="1", aria_label=view.word("search_register"), autoComplete="off",
              key=f"search-{register.id}")  # fmt: skip
    return h("div.panel.register-head", h("h2", _title(view, register)), field, key="register-head")


def _title(view: View, register: Register) -> str:
    return register.en if view.lang != "zh" else register.zh


def count(view: View, rows: int) -> str:
    return view.word("register_count", n=view.number(rows))


def export_text(view: View, rows: int) -> str:
    """The button says how many rows it will write."""
    return view.word("register_export", rows=view.number(rows))


def _export(view: View, address: str, rows: int) -> html.Div:
    workbook = html.Button(export_text(view, rows), id=ids.register("export", address), className="button",
                           title=view.word("export_xlsx"))  # fmt: skip
    text = html.Button("CSV", id=ids.register("csv", address), className="button", title=view.word("export_csv"))
    return html.Div([workbook, text], className="register-export")


def _column(view: View, field: Field) -> dict[str, Any]:
    """A column: its name with the unit, its width, its own kind of filter; figures to the right."""
    is_figure = field.kind in ("count", "amount")
    column: dict[str, Any] = {
        "field": field.id,
        "headerName": column_name(view, field),
        "width": _width(view, field),
        "filter": "agNumberColumnFilter" if is_figure else "agTextColumnFilter",
        "pinned": "left" if field.id == "city" else None,
    }
    if is_figure:
        column |= {"type": "rightAligned", "valueFormatter": {"function": _SEPARATED}}
    return column


def _width(view: View, field: Field) -> int:
    if field.id in _LONG:
        return _LONG[field.id]
    return round(_WIDTHS[field.kind] * (_WIDER if view.lang != "zh" and field.kind != "text" else 1))


def column_name(view: View, field: Field) -> str:
    """累计时长（小时）; Hours, cumulative (hours)."""
    if view.lang != "zh":
        unit = view.catalog.units[field.unit].en if field.unit in view.catalog.units else ""
        return field.en + (f" ({unit})" if unit else "")
    return field.zh + (f"（{field.unit}）" if field.unit else "")


def _filter() -> dict[str, Any]:
    """One condition a column, applied while typing."""
    return {"maxNumConditions": 1, "debounceMs": 250, "buttons": ["reset"]}
