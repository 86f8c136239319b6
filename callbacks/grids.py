"""What stands in the grid slot under a page, and the callbacks of the registers in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from dash import ALL, MATCH, ClientsideFunction, Dash, Input, Output, State, ctx, no_update

from answers.desk import Desk
from callbacks import registers
from callbacks.asked import Malformed, conditions, grid_question
from catalog.entries import Catalog, Page
from catalog.scope import parse
from catalog.view import View
from layouts import ids
from layouts import register as layout
from layouts.ids import Ids

# Page kind → the components of the slot. A page says in Content.grid that it has one, and which.
GRIDS: dict[str, Callable[[Desk, View], list[Any]]] = {"force": registers.section}


def looked(catalog: Catalog, address: str) -> View:
    """The view of a grid's address (/volunteers?p=2026-10&q=…)."""
    place = urlsplit(address)
    return View(catalog, parse(place.query), place.path)


def serve_grids(app: Dash, desk: Desk, catalog: Catalog) -> None:
    """Wire the slot and the registers."""
    app.clientside_callback(
        ClientsideFunction("wuli", "gridAsked"),
        Output(Ids.GRID_ASK, "data"),
        Input(Ids.PAGE, "meta"),
        State(Ids.GRID_ASK, "data"),
    )

    @app.callback(Output(Ids.GRID, "children"), Input(Ids.GRID_ASK, "data"), prevent_initial_call=True)
    def _slot(address: str | None) -> list[Any]:
        if address in (None, ""):
            return []
        view = looked(catalog, str(address))
        return GRIDS[_page(catalog, view).kind](desk, view)

    @app.callback(
        Output(ids.register("rows", MATCH), "getRowsResponse"),
        Output(ids.register("foot", MATCH), "children"),
        Output(ids.register("export", MATCH), "children"),
        Input(ids.register("rows", MATCH), "getRowsRequest"),
        State(ids.register("rows", MATCH), "id"),
        prevent_initial_call=True,
    )
    def _rows(asked: dict[str, Any], grid: dict[str, str]) -> tuple[dict[str, Any], str, str]:
        view = _registered(catalog, grid.get("key"))
        found, total = registers.block(desk, view, grid_question(asked))
        return {"rowData": found, "rowCount": total}, layout.count(view, total), layout.export_text(view, total)

    @app.callback(
        Output(Ids.DOWNLOAD, "data", allow_duplicate=True),
        Input(ids.register("export", ALL), "n_clicks"),
        Input(ids.register("csv", ALL), "n_clicks"),
        State(ids.register("rows", ALL), "getRowsRequest"),
        prevent_initial_call=True,
    )
    def _take(workbook: list[int | None], text: list[int | None], asked: list[dict[str, Any] | None]) -> Any:
        if not any((*workbook, *text)) or ctx.triggered_id is None:
            return no_update
        format = "csv" if ctx.triggered_id["type"].endswith("csv") else "xlsx"
        view = _registered(catalog, ctx.triggered_id["key"])
        return registers.file(desk, view, conditions(asked[0] if asked else None), format)


def _registered(catalog: Catalog, address: object) -> View:
    """The view of a register's grid. Raises Malformed for an address that has none."""
    if not isinstance(address, str):
        raise Malformed("key")
    view = looked(catalog, address)
    if not _page(catalog, view).register:
        raise Malformed("key")
    return view


def _page(catalog: Catalog, view: View) -> Page:
    """The page with a grid slot that a view is of. Raises Malformed."""
    page = catalog.pages.get(view.path.strip("/"))
    if page is None or page.kind not in GRIDS:
        raise Malformed("page")
    return page
