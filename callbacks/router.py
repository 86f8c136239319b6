"""From an address to a whole page: which page it is, what it shows, and what is said when it cannot be shown."""

from __future__ import annotations

import logging
import secrets
from typing import Any, NamedTuple

from answers.desk import Desk
from callbacks import (
    attention,
    city,
    compare,
    dictionary,
    force,
    overview,
    progress,
    quality,
    revisions,
    submit,
    table,
    tracker,
)
from callbacks.content import Content, Draw, Slides, page_name
from catalog.entries import Catalog
from catalog.pointing import PARAM
from catalog.scope import parse
from catalog.times import day
from catalog.view import View
from charts.slide import slide
from layouts import shell, version
from layouts.parts import empty
from layouts.tree import Node, h
from layouts.welcome import welcome

log = logging.getLogger("wuli.callbacks")

DRAW: dict[str, Draw] = {
    "overview": overview.draw,
    "force": force.draw,
    "dictionary": dictionary.draw,
    "city": city.draw,
    "compare": compare.draw,
    "table": table.draw,
    "submit": submit.draw,
    "tracker": tracker.draw,
    "progress": progress.draw,
    "attention": attention.draw,
    "revisions": revisions.draw,
    "quality": quality.draw,
}
# Pages that are of use before anything is stored.
WITHOUT_DATA = ("dictionary", "submit", "revisions")
SLIDES: dict[str, Slides] = {
    "overview": overview.slides,
    "force": force.slides,
    "city": city.slides,
    "compare": compare.slides,
    "table": table.slides,
    "progress": progress.slides,
}


# Pages that show the figures of a version of the store.
VERSIONED = {*SLIDES, "dictionary"}


class Shown(NamedTuple):
    """The values of the six outputs, in their order."""

    nav: list[Node]
    title: list[Node]
    controls: list[Node]
    tools: list[Node]
    page: list[Node]
    meta: dict[str, Any]


def show(desk: Desk, catalog: Catalog, path: str, search: str) -> Shown:
    """The page an address names. It never fails: what goes wrong is said in its place, with a number for the log."""
    view = seen(catalog, path, search)
    page = path.strip("/") or "overview"
    content = _content(desk, view, page)
    meta = {
        "title": f"{content.name} · {view.word('app_title')}",
        "lang": view.word("language_code"),
        "page": page,
        "grid": content.grid,
    }
    return Shown(
        shell.nav(view, page, foot(desk, view)),
        shell.title(view, content.name, sample=content.sample),
        [node for node in (*content.controls, versions(desk, view, page)) if node],
        shell.tools(view, can_present=content.present, can_export=content.export),
        [*not_newest(desk, view, page), *content.body],
        meta,
    )


def versions(desk: Desk, view: View, page: str) -> Node:
    """The choice of a version, on pages that show figures."""
    if page not in view.catalog.pages or view.catalog.pages[page].kind not in VERSIONED:
        return None
    return version.control(view, desk.versions(), view.scope.version)


def not_newest(desk: Desk, view: View, page: str) -> list[Node]:
    """The line that says that an earlier version is shown, or that there is none of that name."""
    if not view.scope.version or page not in view.catalog.pages or view.catalog.pages[page].kind not in VERSIONED:
        return []
    said = desk.version(view.scope.version)
    return [version.banner(view, said)] if said else []


def seen(catalog: Catalog, path: str, search: str) -> View:
    """The look that an address asks for; an unknown language is Chinese. What the drawer shows is not the page's."""
    scope = parse(search)
    if any(key == PARAM for key, _ in scope.extra):
        scope = scope._replace(extra=tuple(pair for pair in scope.extra if pair[0] != PARAM))
    return View(catalog, scope if scope.lang in catalog.words else scope._replace(lang="zh"), path)


def _content(desk: Desk, view: View, page: str) -> Content:
    if page not in view.catalog.pages:
        return _plain(view, view.word("unknown_page"), "")
    if desk.state(view.scope.version).empty and view.catalog.pages[page].kind not in WITHOUT_DATA:
        return Content(page_name(view, page), False, (), (welcome(view),), present=False, export=False)
    try:
        return DRAW[view.catalog.pages[page].kind](desk, view)
    except Exception as fault:
        return _failed(view, page, fault)


def _plain(view: View, title: str, text: str) -> Content:
    """A page that only says something, with the way home."""
    home = h(
        "a.button.is-primary",
        view.word("back_to_overview"),
        href=view.href("/", period="", area="all", indicator="", city="", sort="", extra=()),
    )
    return Content(title, False, (), (empty(view, title, text, home),), present=False, export=False)


def _failed(view: View, page: str, fault: Exception) -> Content:
    """What happened, what was not affected, what to do; the traceback goes to the log under the number shown."""
    number = secrets.token_hex(2).upper()
    log.error("E-%s %s %s", number, view.path, view.scope, exc_info=fault)
    again = h(
        "a.button.is-primary",
        view.word("back_to_overview"),
        href=view.href("/", period="", area="all", indicator="", city="", sort="", extra=()),
    )
    body = empty(view, view.word("error_title"), view.word("error_text", code=f"E-{number}"), again)
    return Content(page_name(view, page), False, (), (body,), present=False, export=False)


def foot(desk: Desk, view: View) -> tuple[str, ...]:
    """The foot of the side bar: when data was last loaded."""
    loaded = desk.state(view.scope.version).loaded_at
    return (view.word("data_loaded", date=day(loaded)),) if loaded else ()


def pictures(desk: Desk, catalog: Catalog, asked: dict[str, Any]) -> dict[str, Any]:
    """The slides of a page, or the one of a panel, ready to be drawn by the browser."""
    view = seen(catalog, str(asked["path"]), str(asked["search"]))
    page = view.path.strip("/") or "overview"
    make = SLIDES.get(catalog.pages[page].kind) if page in catalog.pages and not desk.state().empty else None
    slides = make(desk, view) if make else []
    wanted = [one for one in slides if asked["kind"] == "present" or one.panel == asked["panel"]]
    words = {
        key: view.word(key)
        for key in ("close", "picture", "picture_png", "picture_png_clear", "picture_svg", "present", "nothing_to_show")
    }
    return {
        "kind": asked["kind"],
        "words": words,
        "n": asked["n"],
        "slides": [
            {
                "panel": one.panel,
                "title": one.caption.title,
                "file": one.caption.file,
                "figure": slide(view, one.figure, one.caption),
            }
            for one in wanted
        ],
    }
