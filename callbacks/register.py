"""Every callback of the program, each a sentence: the address says what is wanted, the page is what comes back."""

from __future__ import annotations

import logging
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State

from answers.desk import Desk
from callbacks.asked import typed
from callbacks.drawer import serve_drawer
from callbacks.export import serve_exports
from callbacks.grids import serve_grids
from callbacks.quality_doors import serve_quality
from callbacks.router import Shown, pictures, show
from callbacks.search import serve_search
from callbacks.submit_doors import serve_submit
from catalog.entries import Catalog
from layouts.ids import Ids

log = logging.getLogger("wuli.callbacks")


def register(app: Dash, desk: Desk, catalog: Catalog) -> None:
    """Wire the pages of `app` to the desk."""
    serve_search(app, catalog)
    serve_grids(app, desk, catalog)
    serve_exports(app, desk, catalog)
    serve_submit(app, desk)
    serve_quality(app, desk)
    serve_drawer(app, desk, catalog)

    @app.callback(
        Output(Ids.NAV, "nodes"),
        Output(Ids.TITLE, "nodes"),
        Output(Ids.CONTROLS, "nodes"),
        Output(Ids.TOOLS, "nodes"),
        Output(Ids.PAGE, "nodes"),
        Output(Ids.PAGE, "meta"),
        Input(Ids.URL, "pathname"),
        Input(Ids.URL, "search"),
    )
    def _show(path: str | None, search: str | None) -> Shown:
        return show(desk, catalog, path or "/", search or "")

    @app.callback(Output(Ids.PICTURES, "data"), Input(Ids.ASK, "data"), prevent_initial_call=True)
    def _pictures(question: dict[str, Any]) -> dict[str, Any]:
        asked = typed(question, path=str, search=str, kind=str, n=int)
        return pictures(desk, catalog, asked | {"panel": question.get("panel")})

    app.clientside_callback(
        ClientsideFunction("wuli", "arrived"),
        Output(Ids.PICTURES, "modified_timestamp"),
        Input(Ids.PICTURES, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("wuli", "settled"),
        Output(Ids.PAGE, "className"),
        Input(Ids.PAGE, "meta"),
        State(Ids.PAGE, "className"),
    )
