"""The drawer of a figure: a question of the browser in, the chain of the figure and the story of a cell out.

The page under it is neither asked for nor drawn again: the drawer has outputs of its own (assets/wuli_source.js).
"""

from __future__ import annotations

import logging
import re
import secrets
from typing import Any
from urllib.parse import quote

from dash import ClientsideFunction, Dash, Input, Output
from flask import Response, jsonify

from answers.desk import Desk
from callbacks.asked import typed
from callbacks.router import seen
from catalog.entries import Catalog
from catalog.origins import Chain, Past, Remark, Story
from catalog.pointing import pointed
from catalog.view import View
from layouts import cell as cell_layout
from layouts import drawer as layout
from layouts.ids import Ids
from layouts.parts import empty
from layouts.tree import Node
from review.excerpt import excerpt
from store.cells import cells, reasons, remarks
from store.history import versions
from store.sources import original, workbook_name

log = logging.getLogger("wuli.callbacks")
Drawn = tuple[list[Node], list[Node], dict[str, Any]]
SAFE_NAME = re.compile(r"[^\w.()（）《》、，—-]+")


def serve_drawer(app: Dash, desk: Desk, catalog: Catalog) -> None:
    """Wire the drawer, the story of a cell in it, and the download of originals."""

    @app.callback(
        Output(Ids.DRAWER, "nodes"), Output(Ids.DRAWER_FOOT, "nodes"), Output(Ids.DRAWER, "meta"),
        Input(Ids.DRAWER_ASK, "data"), prevent_initial_call=True,
    )  # fmt: skip
    def _drawer(question: dict[str, Any]) -> Drawn:
        asked = typed(question, path=str, search=str, key=str, n=int)
        return drawer(desk, seen(catalog, asked["path"], asked["search"]), asked["key"], asked["n"])

    @app.callback(Output(Ids.STORY, "nodes"), Input(Ids.STORY_ASK, "data"), prevent_initial_call=True)
    def _story(question: dict[str, Any]) -> list[Node]:
        asked = typed(question, path=str, search=str, id=int, n=int)
        return story(desk, seen(catalog, asked["path"], asked["search"]), asked["id"])

    app.clientside_callback(
        ClientsideFunction("wuli_source", "arrived"), Output(Ids.STORY, "className"), Input(Ids.DRAWER, "meta"),
        prevent_initial_call=True,
    )  # fmt: skip
    app.clientside_callback(
        ClientsideFunction("wuli_source", "told"), Output(Ids.DRAWER, "className"), Input(Ids.STORY, "nodes"),
        prevent_initial_call=True,
    )  # fmt: skip
    app.server.add_url_rule("/original/<sha256>", "original", lambda sha256: sent(desk, sha256))


def drawer(desk: Desk, view: View, key: str, number: int) -> Drawn:
    """The drawer's nodes, its foot, and which cell's story comes first (0 for none)."""
    asking = pointed(key, view.catalog)
    if asking is None:
        return [*_said(view, "drawer_unknown", key)], [], {"n": number, "cell": 0}
    try:
        chain = desk.chain(asking, view.scope)
    except Exception as fault:
        code = f"E-{secrets.token_hex(2).upper()}"
        log.error("%s drawer %s %s", code, key, view.scope, exc_info=fault)
        return [*_said(view, "error_title", view.word("error_text", code=code))], [], {"n": number, "cell": 0}
    chosen = first_cell(chain, view)
    view = view._replace(scope=view.scope._replace(extra=()))
    nodes = [layout.head(view, chain), layout.body(view, chain, chosen)]
    return nodes, [layout.foot(view, chain)], {"n": number, "cell": chosen}


def _said(view: View, title: str, text: str) -> tuple[Node, ...]:
    return layout.plain_head(view), empty(view, view.word(title), text)


def first_cell(chain: Chain, view: View) -> int:
    """The cell whose story comes first: the newest one of the chosen city, else of the first that has any."""
    rows = [row for side in chain.sides for term in (*side.top, *side.bottom) for row in term.rows]
    made = [row for row in rows if any(cell.id for cell in row.cells)]
    own = next((row for row in made if row.region == view.scope.city), made[0] if made else None)
    return max((cell for cell in own.cells if cell.id), key=lambda cell: cell.period).id if own else 0


def story(desk: Desk, view: View, number: int) -> list[Node]:
    """Everything about one stored cell; nothing for a number that is none."""
    known = cells(desk.engine, [number]).get(number)
    if known is None:
        return []
    held = versions(desk.engine, known.indicator, known.region, known.period, known.measure)
    why = reasons(desk.engine, [one.submission for one in held])
    past = tuple(
        Past(one.observation_id, one.value, one.text, one.workbook, one.sheet, one.cell, one.submission, one.who,
             one.at, one.state, why.get(one.submission, ""), one.stands)
        for one in held
    )  # fmt: skip
    found = tuple(Remark(*one) for one in remarks(desk.engine, known.submission, known.sheet, known.cell))
    return [cell_layout.story(view, Story(known, excerpt(desk.engine, known), found, past))]


def sent(desk: Desk, sha256: str) -> Response | tuple[Response, int]:
    """A workbook as it was sent, under its own name; 404 for one the store does not have."""
    content = original(desk.engine, sha256) if re.fullmatch(r"[0-9a-f]{64}", sha256) else None
    if content is None:
        return jsonify(error="not_found"), 404
    name = SAFE_NAME.sub("_", workbook_name(desk.engine, sha256)).strip("._") or "original"
    answer = Response(content, mimetype="application/octet-stream")
    plain = "original" + re.sub(r"[^A-Za-z0-9.]", "", name[name.rfind(".") :] if "." in name else "")
    answer.headers["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    return answer
