"""The frame around every page: side bar, top bar, places for page and grid. All texts come with the page's answer."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

from catalog.view import View
from layouts.ids import Ids
from layouts.tree import Node, Tree, h

ICONS = {
    "overview": "home",
    "governance": "base",
    "employment": "work",
    "pairing": "pair",
    "volunteers": "heart",
    "honour": "trophy",
    "service": "service",
    "city": "city",
    "compare": "compare",
    "table": "table",
    "progress": "pace",
    "attention": "attention",
    "dictionary": "book",
    "submit": "upload",
    "tracker": "track",
    "revisions": "history",
    "quality": "quality",
}
KEYS = {"overview": "o", "city": "c", "table": "t", "dictionary": "d", "compare": "m"}


def shell() -> Any:
    """The layout that is served once; it holds no data, so every visitor gets the same."""
    bar = [
        Tree(Ids.TITLE, className="bar-title"),
        Tree(Ids.CONTROLS, className="bar-controls"),
        Tree(Ids.TOOLS, className="bar-tools"),
    ]
    page = [Tree(Ids.PAGE, className="tree"), html.Div(id=Ids.GRID)]
    frame = [
        html.Header(className="bar", children=bar),
        html.Main(id="main", className="page", tabIndex=-1, children=page),
    ]
    stores = [dcc.Store(id=one) for one in (Ids.ASK, Ids.GRID_ASK, Ids.PICTURES, Ids.TAKE, Ids.OFFER, Ids.DRAWER_ASK,
                                            Ids.STORY_ASK)]  # fmt: skip
    parts = [Tree(Ids.DRAWER), Tree(Ids.STORY), Tree(Ids.DRAWER_FOOT)]
    named: Any = {"aria-labelledby": "drawer-title"}
    drawer = html.Dialog(id=Ids.DRAWER_BOX, className="drawer", children=parts, **named)
    return html.Div(
        className="app",
        children=[
            dcc.Location(id=Ids.URL, refresh=False),
            html.Nav(className="side-holder", children=Tree(Ids.NAV)),
            html.Div(className="frame", children=frame),
            dcc.Download(id=Ids.DOWNLOAD),
            drawer,
            *stores,
        ],
    )


def path_of(page: str) -> str:
    """overview is /, every other page its own name."""
    return "/" if page == "overview" else f"/{page}"


def icon(name: str) -> Node:
    return h("span.icon", cls=f"icon-{name}", aria_hidden="true")


def nav(view: View, page: str, foot: tuple[str, ...]) -> list[Node]:
    """The side bar (a rail on tablets, a bottom bar on phones): links keep the period, the area and the language."""
    rows: list[Node] = [_mark(view)]
    group = ""
    for row in view.catalog.pages.values():
        if row.group != group:
            group = row.group
            rows.append(h("div.side-group", view.word(group)))
        rows.append(_link(view, row.id, row.en if view.lang != "zh" else row.zh, current=row.id == page))
    return [
        h(
            "div.side",
            *rows,
            h("div.side-foot", *(h("div", line) for line in foot)),
            role="navigation",
            aria_label=view.word("nav_main"),
        )
    ]


def _mark(view: View) -> Node:
    return h(
        "a.brandmark",
        h("div.brandmark-sign", icon("brand")),
        h("div", h("b", view.word("app_name")), h("small", view.word("app_sub"))),
        href=_plain(view, "/"),
    )


def _link(view: View, page: str, text: str, *, current: bool) -> Node:
    return h(
        "a.side-link",
        icon(ICONS[page]),
        h("span.side-text", text),
        href=_plain(view, path_of(page)),
        key=page,
        aria_current="page" if current else None,
        title=text,
        data_key=KEYS.get(page),
    )


def _plain(view: View, path: str) -> str:
    """A page afresh: only period, area, city and language go along."""
    return view.href(path, indicator="", basis="", sort="", compare="yoy", extra=())


def title(view: View, text: str, *, sample: bool) -> list[Node]:
    """The page's name, and 示例数据 wherever a figure is not real."""
    tag = h("span.tag-sample", view.word("sample_data"), title=view.word("sample_note")) if sample else None
    skip = h("a.skip", view.word("skip_to_main"), href="#main", data_act="skip")
    return [skip, h("h1", text), tag] if tag else [skip, h("h1", text)]


Options = tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]


def select(label: str, param: str, value: str, groups: Options) -> Node:
    """A choice that is written into the address. groups: (heading, "", options); an empty heading means no heading."""
    options: list[Node] = []
    for heading, _, rows in groups:
        shown = tuple(h("option", text, value=key, key=key) for key, text in rows)
        options += [h("optgroup", *shown, label=heading, key=heading)] if heading else list(shown)
    return h(
        "label.control",
        h("span.control-label", label),
        h("select", *options, value=value, data_param=param, aria_label=label, readOnly=True),
        key=param,
    )


def tools(view: View, *, can_present: bool, can_export: bool | str) -> list[Node]:
    """Search, link, export (its text when there is one), presentation, theme, language: verbs, no dead control."""
    languages = list(view.catalog.words)
    other = languages[(languages.index(view.lang) + 1) % len(languages)]
    return [
        h(
            "div",
            _button(view, "search", "search", act="search", hotkey="/", square=True),
            _button(view, "copy_link", "link", act="link", told=view.word("copied_link")),
            _button(view, "export", "download", act="export", hotkey="e", said=can_export) if can_export else None,
            _button(view, "present", "present", act="present", hotkey="p") if can_present else None,
            _button(view, "theme_switch", "moon", act="theme", square=True),
            h(
                "a.button.is-square",
                view.catalog.words[other]["language_sign"],
                href=view.href(lang=other),
                lang=other,
                aria_label=view.catalog.words[other]["language_name"],
                key="lang",
            ),
        )
    ]


def _button(
    view: View,
    word: str,
    sign: str,
    *,
    act: str,
    hotkey: str | None = None,
    told: str | None = None,
    said: bool | str = "",
    square: bool = False,
) -> Node:
    text = said if isinstance(said, str) and said else view.word(word)
    return h(
        "button.button",
        icon(sign),
        None if square else h("span.button-text", text),
        type="button",
        data_act=act,
        data_hotkey=hotkey,
        data_told=told,
        aria_label=text,
        title=f"{text} ({hotkey})" if hotkey else text,
        cls="is-square" if square else "",
        key=act,
    )
