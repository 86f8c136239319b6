"""What `/` finds: every indicator, city and page by name, id and first letters, in one small file a language."""

from __future__ import annotations

from typing import Any

from dash import Dash
from flask import Response, jsonify

from catalog.entries import Catalog
from catalog.records import Scope
from catalog.view import View
from layouts.shell import path_of

KEYS = ("search", "pages", "export", "present", "tiles", "profile", "sheets", "blank", "help")


def serve_search(app: Dash, catalog: Catalog) -> None:
    """GET /search/zh.json: made once a language, for the catalogue does not change while the program runs."""
    made = {lang: index(View(catalog, Scope(lang=lang), "/")) for lang in catalog.words}

    @app.server.get("/search/<lang>.json")
    def _search(lang: str) -> Response:
        return jsonify(made.get(lang, made["zh"]))


def index(view: View) -> dict[str, Any]:
    """Rows of text, what else it is known by, kind and address; and the list of keys."""
    rows = [*_pages(view), *_cities(view), *_indicators(view)]
    return {
        "hint": view.word("search_hint"),
        "nothing": view.word("search_none"),
        "rows": rows,
        "keys_title": view.word("shortcuts"),
        "keys": [[view.word(f"key_{key}"), view.word(f"key_{key}_does")] for key in KEYS],
    }


def _row(text: str, more: str, kind: str, href: str) -> dict[str, str]:
    return {"text": text, "more": more, "kind": kind, "href": href}


def _pages(view: View) -> list[dict[str, str]]:
    kind = view.word("page_word")
    return [
        _row(page.en if view.lang != "zh" else page.zh, f"{page.zh} {page.en}", kind, path_of(page.id))
        for page in view.catalog.pages.values()
    ]


def _cities(view: View) -> list[dict[str, str]]:
    kind, regions = view.word("city"), view.catalog.regions
    return [
        _row(
            view.region(code, full=True),
            f"{regions[code].en} {regions[code].code_en} {code}",
            kind,
            f"/city?city={code}",
        )
        for code in view.catalog.cities
    ]


def _indicators(view: View) -> list[dict[str, str]]:
    kind = view.word("indicator")
    found = []
    for row in view.catalog.indicators.values():
        known = " ".join((row.id, row.zh, row.en, *view.catalog.synonyms.get(row.id, ())))
        found.append(_row(view.name(row.id), known, kind, f"{_page_of(view, row.id)}?ind={row.id}"))
    return found


def _page_of(view: View, indicator: str) -> str:
    """The page that shows an indicator; the dictionary where none does."""
    shown = (page for page in view.catalog.pages.values() if page.kind == "force" and indicator in page.cards)
    page = next(shown, None)
    return path_of(page.id if page else "dictionary")
