"""The filter panel of 数据表: every choice is a link, so a copied address opens the same table."""

from __future__ import annotations

from answers.records import TablePage
from catalog.view import View
from layouts.shell import icon
from layouts.tree import Node, h

SHOWN = ("previous", "growth", "place")


def panel(view: View, answer: TablePage) -> Node:
    """Search, areas, indicator groups, measure and what else is shown; at the top the way back to the beginning."""
    afresh = view.href(area="all", basis="", sort="", extra=())
    head = h("div.filters-head", icon("filter"), h("h2", view.word("filter")),
             h("a.inline-link", view.word("reset_filters"), href=afresh))  # fmt: skip
    parts = (search(view), areas(view, answer), groups(view, answer), basis(view), display(view))
    return h("section.panel.filters", head, *parts, aria_label=view.word("filter"))


def extra(view: View, **changes: str) -> tuple[tuple[str, str], ...]:
    """The address' further keys with some changed; an empty text takes one away."""
    kept = {key: value for key, value in view.scope.extra if key not in changes}
    return tuple((kept | {key: value for key, value in changes.items() if value}).items())


def box(view: View, text: str, count: str, href: str, *, on: bool, part: bool = False) -> Node:
    """A tick box that is a link; `part`: some of what it stands for is chosen."""
    state = "mixed" if part else "true" if on else "false"
    return h("a.tick", h("i.tick-box"), h("span", text), h("small.num", count) if count else None, href=href,
             role="checkbox", aria_checked=state, key=text)  # fmt: skip


# ------------------------------------------------------------------ search and areas
def search(view: View) -> Node:
    """Part of a name of a city or an indicator; it acts when the field is left or Enter is pressed."""
    said = dict(view.scope.extra).get("q", "")
    field = h("input.filters-search", type="search", defaultValue=said, placeholder=view.word("search_table"),
              aria_label=view.word("search_table"), data_param="q", key=f"q-{said}", autoComplete="off")  # fmt: skip
    return h("div.filters-field", icon("search"), field)


def areas(view: View, answer: TablePage) -> Node:
    """The economic areas with how many cities each has; any of them together."""
    chosen = set(answer.frame.regions)
    boxes = []
    for area, members in by_area(view).items():
        inside = [city for city in members if city in chosen]
        whole = len(inside) == len(members)
        count = str(len(members)) if whole or not inside else f"{len(inside)}/{len(members)}"
        wanted = chosen - set(members) if whole else chosen | set(members)
        boxes.append(box(view, view.region(area), count, view.href(area=area_key(view, wanted)), on=whole,
                         part=bool(inside) and not whole))  # fmt: skip
    return h("fieldset.filters-group", h("legend", view.word("area_of")), *boxes)


def by_area(view: View) -> dict[str, list[str]]:
    """Economic areas with their cities, in customary order."""
    found: dict[str, list[str]] = {row.code: [] for row in view.catalog.regions.values() if row.level == "area"}
    for city in view.catalog.cities:
        found.setdefault(view.catalog.regions[city].area, []).append(city)
    return found


def area_key(view: View, wanted: set[str]) -> str:
    """How the address says a set of cities: all, an area, or codes with commas. None at all means all."""
    if not wanted or len(wanted) == len(view.catalog.cities):
        return "all"
    for area, members in by_area(view).items():
        if wanted == set(members):
            return area
    return ",".join(city for city in view.catalog.cities if city in wanted)


# ------------------------------------------------------------------ indicators
def groups(view: View, answer: TablePage) -> Node:
    """The forces: the box takes a whole force in or out, unfolding it offers its indicators one by one."""
    themes: dict[str, list[tuple[str, bool]]] = {theme: [] for theme in view.catalog.themes}
    for theme, indicator, on in answer.available:
        themes.setdefault(theme, []).append((indicator, on))
    parts = (_group(view, answer, theme, members) for theme, members in themes.items() if members)
    return h("fieldset.filters-group", h("legend", view.word("indicator_groups")), *parts)


def _group(view: View, answer: TablePage, theme: str, members: list[tuple[str, bool]]) -> Node:
    row = view.catalog.themes[theme]
    name = row.en if view.lang != "zh" else row.zh
    on = [indicator for indicator, chosen in members if chosen]
    own = [one for one in view.catalog.pages["table"].columns if view.indicator(one).theme == theme]
    chosen = columns(answer)
    wanted = [one for one in chosen if one not in on] if on else [*chosen, *(own or [members[0][0]])]
    all_on = len(on) == len(members)
    ticked = box(view, name, f"{len(on)}/{len(members)}", columns_href(view, answer, wanted), on=all_on,
                 part=bool(on) and not all_on)  # fmt: skip
    singles = (_single(view, answer, indicator, chosen=is_on) for indicator, is_on in members)
    unfold = h("details", h("summary", aria_label=view.word("expand_group", name=name)), *singles)
    return h("div.filters-theme", ticked, unfold, style={"--fc": f"var(--{theme.lower()})"}, key=theme)


def _single(view: View, answer: TablePage, indicator: str, *, chosen: bool) -> Node:
    now = columns(answer)
    wanted = [one for one in now if one != indicator] if chosen else [*now, indicator]
    return box(view, view.name(indicator), "", columns_href(view, answer, wanted), on=chosen)


def columns(answer: TablePage) -> list[str]:
    """The indicators that are columns now."""
    return [indicator for _, indicator, on in answer.available if on]


def columns_href(view: View, answer: TablePage, wanted: list[str]) -> str:
    """The address of the table with these indicators, force by force; the page's own ones need no word."""
    themes = list(view.catalog.themes)
    order = [indicator for _, indicator, _ in sorted(answer.available, key=lambda row: themes.index(row[0]))]
    usual = view.catalog.pages["table"].columns
    listed = sorted(dict.fromkeys(wanted), key=order.index)
    told = "" if set(listed) == set(usual) or not listed else ",".join(listed)
    return view.href(extra=extra(view, cols=told, themes=""))


# ------------------------------------------------------------------ measure and display
def basis(view: View) -> Node:
    """当期 or 本年累计 for flows; what stands at a period's end is not touched by it."""
    now = view.scope.basis or "ytd"
    links = (
        h("a", view.word(f"basis_{one}"), href=view.href(basis="" if one == "ytd" else one), role="radio",
          aria_checked="true" if now == one else "false", key=one)
        for one in ("month", "ytd")
    )  # fmt: skip
    return h("fieldset.filters-group", h("legend", view.word("basis")),
             h("div.segments", *links, role="radiogroup", aria_label=view.word("basis")))  # fmt: skip


def display(view: View) -> Node:
    """Total row, further measures beside each figure, and only those behind time."""
    known = dict(view.scope.extra)
    shown = [one for one in known.get("show", "").split(",") if one in SHOWN]
    total = known.get("total") != "0"
    behind = known.get("behind") == "1"
    boxes = [box(view, view.word("show_total"), "", _to(view, total="0" if total else ""), on=total)]
    for one in SHOWN:
        wanted = [kept for kept in SHOWN if (kept in shown) != (kept == one)]
        text = view.word(f"show_{one}" if one == "place" else f"show_{one}_{view.scope.compare}")
        boxes.append(box(view, text, "", _to(view, show=",".join(wanted)), on=one in shown))
    boxes.append(box(view, view.word("only_behind"), "", _to(view, behind="" if behind else "1"), on=behind))
    return h("fieldset.filters-group", h("legend", view.word("display_options")), *boxes)


def _to(view: View, **changes: str) -> str:
    return view.href(extra=extra(view, **changes))
