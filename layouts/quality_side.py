"""The side of 数据质量: published figures beside stored ones, figures that stand still, declared breaks."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.entries import Break
from catalog.quality import Reconciled, Stale
from catalog.view import View
from layouts.force import published_text
from layouts.parts import Node, panel
from layouts.tree import h

# shape, word and colour as everywhere: done, ok, warn, bad, none
STATES = {"equal": "ok", "rounding": "ok", "open": "bad", "explained": "done", "partial": "warn", "none": "none",
          "flow": "none"}  # fmt: skip


def reconciled(view: View, rows: Sequence[Reconciled]) -> Node:
    """Every published figure that can be held against the store, open ones first; the others below."""
    order = ("open", "explained", "partial", "rounding", "equal", "none", "flow")
    words = ("indicator", "quality_published", "quality_stored", "quality_result")
    heads = h("tr", *(h("th", view.word(word), scope="col", cls="left" if word != "quality_stored" else "")
                      for word in words))  # fmt: skip
    shown = sorted(rows, key=lambda one: (order.index(one.state), one.figure.as_of))
    body = (_published(view, one) for one in shown)
    table = h("table.table.quality-published", h("caption.sr", view.word("quality_reconciled")), h("thead", heads),
              h("tbody", *body))  # fmt: skip
    box = h("div.table-wrap", table, tab_index=0, role="region", aria_label=view.word("quality_reconciled"))
    return panel(view.word("quality_reconciled"), box, sub=view.word("quality_reconciled_sub"), panel_id="published")


def _published(view: View, one: Reconciled) -> Node:
    figure = one.figure
    digits = view.indicator(figure.indicator).decimals
    gap = "" if not one.difference else ("+" if one.difference > 0 else "") + view.number(one.difference, digits)
    word = view.word(f"quality_is_{one.state}", n=one.cities)
    why = h("small", one.why) if one.why else None
    return h("tr", h("th", h("span", view.name(figure.indicator)), h("small", figure.as_of), scope="row"),
             h("td.left", published_text(view, figure), title=figure.source_en if view.lang != "zh" else figure.source),
             h("td", h("span", view.value(figure.indicator, one.stored)), h("small", gap) if gap else None),
             h("td.left", h("span.status", word, cls=f"is-{STATES[one.state]}"), why),
             key=f"{figure.indicator}{figure.as_of}", data_state=one.state)  # fmt: skip


def stale(view: View, rows: Sequence[Stale]) -> Node:
    """Published again unchanged; areas whose newest figure is old."""
    lines = tuple(h("li", h("b", view.name(one.indicator)), h("span", _still(view, one)),
                    key=f"{one.kind}{one.indicator}{one.until}") for one in rows)  # fmt: skip
    nothing = None if lines else h("p.quiet", view.word("quality_stale_none"))
    listed = h("ul.quality-lines", *lines) if lines else None
    return panel(view.word("quality_stale"), nothing, listed, panel_id="stale")


def _still(view: View, one: Stale) -> str:
    if one.kind == "repeated":
        text = published_text(view, one.figure) if one.figure else ""
        return view.word("quality_repeated", since=one.since, until=one.until, text=text)
    return view.word("quality_behind", names=view.regions(one.regions), since=view.period(one.since),
                     until=view.period(one.until))  # fmt: skip


def breaks(view: View, rows: Sequence[Break], suspects: int) -> Node:
    """Declared breaks by month and reason, with the indicators they break, each a link to where its line is drawn."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for one in rows:
        grouped.setdefault((one.period, one.note_en if view.lang != "zh" else one.note_zh), []).append(one.indicator)
    lines = tuple(
        h("li", h("b", view.period(period)), h("span.quality-names", *(_name(view, one) for one in names)),
          h("small", note), key=period + note) for (period, note), names in grouped.items()
    )  # fmt: skip
    more = h("p.panel-foot", h("a", view.word("quality_break_suspect", n=suspects), href=view.href(
        extra=(("rule", "scope_change"), ("say", "open"))))) if suspects else None  # fmt: skip
    return panel(view.word("quality_breaks"), h("ul.quality-lines", *lines), more, sub=view.word("quality_breaks_sub"),
                 panel_id="breaks")  # fmt: skip


def _name(view: View, id: str) -> Node:
    page = view.catalog.themes[view.indicator(id).theme].page
    there = id in view.catalog.pages[page].cards if page in view.catalog.pages else False
    if not there:
        return h("span", view.name(id), key=id)
    return h("a", view.name(id), href=view.href(f"/{page}", indicator=id, extra=()), key=id)
