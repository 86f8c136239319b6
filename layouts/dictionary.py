"""指标目录: every indicator by force, and one opened: what it is, how it is made, what the store holds of it."""

from __future__ import annotations

from answers.records import DictionaryRow
from catalog.dictionary import formula
from catalog.records import Indicator
from catalog.view import View
from layouts.force import published_text
from layouts.parts import Node, empty
from layouts.tree import h

Line = tuple[str, Node]


def dictionary(view: View, rows: tuple[DictionaryRow, ...], opened: DictionaryRow | None, sought: str) -> Node:
    """The list with its search field, and the opened entry beside it (above it on a phone)."""
    return h("div.dictionary", index(view, rows, opened, sought), entry(view, opened) if opened else None)


def index(view: View, rows: tuple[DictionaryRow, ...], opened: DictionaryRow | None, sought: str) -> Node:
    """The search field and the indicators it leaves, by force."""
    field = h("input.dictionary-search", type="search", defaultValue=sought, placeholder=view.word("dictionary_search"),
              aria_label=view.word("dictionary_search"), data_param="q", data_live="1", autoComplete="off",
              key="search")  # fmt: skip
    themes = (_theme(view, theme, rows, opened) for theme in view.catalog.themes)
    nothing = None if rows else empty(view, view.word("dictionary_none", text=sought), view.word("dictionary_hint"))
    count = h("p.panel-foot", view.word("dictionary_count", n=len(rows)), role="status")
    return h("nav.panel.dictionary-index", field, h("div.dictionary-list", *themes, nothing, tab_index=0), count,
             aria_label=view.word("indicator_catalogue"))  # fmt: skip


def _theme(view: View, theme: str, rows: tuple[DictionaryRow, ...], opened: DictionaryRow | None) -> Node:
    row = view.catalog.themes[theme]
    found = [one for one in rows if one.indicator.theme == theme]
    if not found:
        return None
    name, topic = (row.en, row.topic_en) if view.lang != "zh" else (row.zh, row.topic_zh)
    links = (_link(view, one, opened) for one in found)
    head = h("h2.force-head", h("b", name), h("span", topic))
    return h("section", head, h("ul", *links), style={"--fc": f"var(--{theme.lower()})"}, key=theme)


def _link(view: View, row: DictionaryRow, opened: DictionaryRow | None) -> Node:
    one = row.indicator
    here = opened is not None and opened.indicator.id == one.id
    group = None if one.group == "core" else h("small", view.word(f"group_{one.group}"))
    link = h("a", h("span", view.name(one.id, full=True)), group, href=view.href(indicator=one.id),
             aria_current="true" if here else None)  # fmt: skip
    return h("li", link, key=one.id)


def entry(view: View, row: DictionaryRow) -> Node:
    """One indicator in full."""
    one = row.indicator
    theme = view.catalog.themes[one.theme]
    head = h("div.panel-head", h("h2", view.name(one.id, full=True)),
             h("span.sub", view.join(theme.en if view.lang != "zh" else theme.zh, view.word(f"group_{one.group}"))),
             h("div.panel-tools", *_ways(view, one)))  # fmt: skip
    definition = h("p.dictionary-text", one.definition_en if view.lang != "zh" else one.definition_zh)
    lines = ((h("dt", name), h("dd", value)) for name, value in (*_made(view, row), *_held(view, row)) if value)
    return h("section.panel.dictionary-entry", head, definition, h("dl.facts", *lines), *_published(view, row),
             aria_label=view.name(one.id, full=True), data_indicator=one.id, data_period=view.scope.period,
             data_panel="entry", key=one.id)  # fmt: skip


def _ways(view: View, one: Indicator) -> tuple[Node, ...]:
    """Where the indicator is seen: its force's page, the tables."""
    page = view.catalog.themes[one.theme].page
    there = h("a", view.word("see_on_page"), href=view.href(f"/{page}", indicator=one.id, extra=()))
    columns = (("cols", one.id),)
    table = h("a", view.word("open_in_table"), href=view.href("/table", indicator="", extra=columns))
    return (there, table) if one.regions != "province" else (table,)


def _made(view: View, row: DictionaryRow) -> tuple[Line, ...]:
    """What it is: formula, unit, kind, frequency, direction, how it is summed, from when it holds."""
    one = row.indicator
    return (
        (view.word("formula"), formula(one, view.catalog, view.lang)),
        (view.word("unit"), view.unit(one.id)),
        (view.word("kind"), view.word(f"kind_{one.kind}")),
        (view.word("frequency"), view.word(f"freq_{one.frequency}")),
        (view.word("direction"), view.word(f"direction_{one.direction}")),
        (view.word("over_regions"), view.word(f"regions_{one.regions}")),
        (view.word("over_time_word"), view.word(f"time_{one.over_time}")),
        (view.word("valid_range"), _range(view, one)),
        (view.word("valid_since"), view.word("valid_from", date=one.valid_from) if one.valid_from else ""),
    )


def _range(view: View, one: Indicator) -> str:
    """0—100; nothing where every figure is possible."""
    if one.low is None and one.high is None:
        return ""
    low = "−∞" if one.low is None else view.number(one.low)
    return f"{low}{_dash(view)}{'∞' if one.high is None else view.number(one.high)}"


def _dash(view: View) -> str:
    return "—" if view.lang == "zh" else "–"


def _held(view: View, row: DictionaryRow) -> tuple[Line, ...]:
    """What the store has of it: periods and coverage, targets, the headers it is known by, declared breaks."""
    one = row.indicator
    notes = {entry.period: entry for entry in view.catalog.breaks if entry.indicator == one.id}.values()
    said = [view.join(view.period(note.period), note.note_en if view.lang != "zh" else note.note_zh) for note in notes]
    return (
        (view.word("data_held"), _coverage(view, row)),
        (view.word("annual_target"), view.word("target_given") if row.has_target else view.word("no_target")),
        (view.word("series_breaks"), h("span", *(h("span.line", text) for text in said)) if said else ""),
        (view.word("synonyms_word"), h("span", "、".join(row.synonyms), lang="zh-CN", data_verbatim="1")
         if row.synonyms else ""),
    )  # fmt: skip


def _coverage(view: View, row: DictionaryRow) -> str:
    """2022年11月—2026年10月，最近一期19/21市; 无数据 where nothing was reported."""
    if not row.last_period:
        return view.word("no_figure")
    span = f"{view.period(row.first_period)}{_dash(view)}{view.period(row.last_period)}"
    if row.indicator.regions == "province":
        return span
    return view.join(span, view.word("last_coverage", reported=row.reported, expected=row.expected))


def _published(view: View, row: DictionaryRow) -> tuple[Node, ...]:
    """Every published provincial figure, oldest first, as it was printed, with its source."""
    if not row.published:
        return ()
    heads = (view.word("as_of_date"), view.word("published_figure"), view.word("source_word"))
    head = h("tr", *(h("th", text, scope="col", cls="left") for text in heads))
    lines = (
        h("tr", h("th", one.as_of, scope="row"), h("td.left", published_text(view, one)),
          h("td.left", one.source_en if view.lang != "zh" else one.source))
        for one in row.published
    )  # fmt: skip
    table = h("table.table", h("caption.sr", view.word("published_last")), h("thead", head), h("tbody", *lines))
    title = view.word("published_all")
    box = h("div.table-wrap.is-wrapped", table, tab_index=0, role="region", aria_label=title)
    return (h("h3", title), h("p.dictionary-note", view.word("published_real")), box)
