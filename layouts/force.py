"""One force: cards → who is where (ranked bars) → how it goes (trend) → what it is made of → the table of cities."""

from __future__ import annotations

from answers.records import Composition, ForcePage, Ranking
from catalog.records import Kpi, Published
from catalog.view import View
from layouts.cards import card, name_of
from layouts.detail import detail_table, notes, size
from layouts.parts import Node, panel, small_table
from layouts.tree import h

PARTS = 5  # colours of charts.bars.composition


def force(view: View, answer: ForcePage, sentence: Node, ranked: Node, trend: Node, third: Node) -> Node:
    """The whole page; the sentence and the three drawn panels come from the callback, which knows the figures."""
    lower = h("div.force-lower", ranked, h("div.force-upper", trend, third), detail(view, answer))
    return h("div.force-page", sentence, cards(view, answer), lower, style={"--fc": _colour(view, answer)})


def _colour(view: View, answer: ForcePage) -> str:
    return f"var(--{view.catalog.pages[answer.page].theme.lower()})"


def cards(view: View, answer: ForcePage) -> Node:
    """Up to six cards; one that cities report can be chosen, one that only the province knows cannot."""
    shown = (
        card(
            view,
            kpi,
            current=kpi.indicator == answer.selected.indicator,
            published=answer.published.get(kpi.indicator),
            link=view.indicator(kpi.indicator).regions != "province",
        )
        for kpi in answer.cards
    )
    return h("div.force-cards", *shown, style={"--n": len(answer.cards)})


def ranked_title(view: View, answer: ForcePage) -> str:
    """新增就业 · 年度目标完成率（%）; 村（社区）覆盖率（%）."""
    name = name_of(view, answer.selected)
    if answer.ranking.measure == "completion":
        return view.word("where_completion", name=name)
    return view.word("where_value", name=name, unit=view.unit(answer.ranking.indicator))


def whole_name(view: View, kpi: Kpi) -> str:
    """全省, 珠三角; 已报送19市 when a city is missing (R17)."""
    if kpi.reported < kpi.expected and kpi.expected > 1:
        return view.word("say_reported", n=kpi.reported)
    return view.region(kpi.region)


def ranked_foot(view: View, answer: ForcePage) -> str:
    """Who is not ranked and why, and how the whole is made."""
    absent = tuple(row.region for row in answer.ranking.rows if row.kpi.value is None)
    untargeted = tuple(row.region for row in answer.ranking.rows if row.value is None and row.kpi.value is not None)
    small = tuple(row.region for row in answer.ranking.rows if "small_sample" in row.kpi.notes)
    said = [
        view.word("unranked_absent", cities=view.regions(absent)) if absent else "",
        view.word("unranked_untargeted", cities=view.regions(untargeted)) if untargeted else "",
        view.word("unranked_few", cities=view.regions(small)) if small else "",
        view.word("note_ratio_of_sums") if _is_rate(view, answer.ranking) and len(answer.frame.regions) > 1 else "",
    ]
    return ("；" if view.lang == "zh" else "; ").join(filter(None, said))


def _is_rate(view: View, ranking: Ranking) -> bool:
    return ranking.measure == "completion" or view.indicator(ranking.indicator).kind == "ratio"


def legend(view: View, made: Composition) -> Node:
    """The parts' names beside their colours, above the bars."""
    names = (
        h("span", h("i", cls=f"part-{i}", aria_hidden="true"), view.word(part.word))
        for i, part in enumerate(made.parts)
    )
    return h("div.legend", *names)


def composition_foot(view: View, whole: Kpi) -> str:
    """Which cities the first bar is without; nothing when it has them all."""
    if whole.reported in (0, whole.expected):
        return ""
    return view.word("composition_partial", n=whole.reported, cities=view.regions(whole.missing))


def composition_table(view: View, made: Composition) -> Node:
    """Shares in per cent by area with the coverage of each."""
    heads = (
        view.word("area"),
        *(view.word(part.word) + view.bracket("%") for part in made.parts),
        view.word("reported"),
    )
    rows = tuple(
        (view.region(row.region), *(view.number(share, 1) for share in row.shares), f"{row.reported}/{row.expected}")
        for row in made.rows
    )
    return small_table(view, heads, rows)


def published_panel(view: View, rows: tuple[Published, ...]) -> Node:
    """The provincial figures of this force as they were last printed: real ones, whatever the rest of the page is."""
    lines = (h("tr", h("th", view.name(row.indicator), h("small", view.period(row.as_of[:7])), scope="row"),
               h("td", published_text(view, row)), key=row.indicator) for row in rows)  # fmt: skip
    heads = h(
        "tr", h("th.left", view.word("indicator"), scope="col"), h("th", view.word("published_figure"), scope="col")
    )
    title = view.word("published_last")
    table = h("div.table-wrap", h("table.table", h("caption.sr", title), h("thead", heads), h("tbody", *lines)),
              tab_index=0, role="region", aria_label=title)  # fmt: skip
    sources = tuple(dict.fromkeys(row.source_en if view.lang != "zh" else row.source for row in rows))
    stop = "；" if view.lang == "zh" else "; "
    return panel(view.word("published_last"), table, sub=view.word("published_real"), panel_id="published",
                 cls="force-published", foot=view.word("published_source", source=stop.join(sources)),
                 indicator=rows[0].indicator, period=view.scope.period)  # fmt: skip


def published_text(view: View, row: Published) -> str:
    """超过5万家 as printed; in English the figure with its qualifier and unit."""
    if view.lang == "zh":
        return row.text
    qualifier = view.word(f"qualifier_{row.qualifier}") + " " if row.qualifier != "eq" else ""
    return f"{qualifier}{view.number(row.value)} {view.unit(row.indicator)}"


def detail(view: View, answer: ForcePage) -> Node:
    """The table of cities; its figures are also on the page 数据表, where columns can be chosen and taken away."""
    page = view.catalog.pages[answer.page]
    more = h("a", view.word("open_in_table"), href=_as_table(view, page.columns))
    return panel(
        view.word("detail_by_city"),
        detail_table(view, answer.frame, answer.table),
        sub=size(view, answer.table),
        tools=(more,),
        foot=notes(view, answer.table),
        panel_id="detail",
        indicator=page.ranked,
        period=view.scope.period,
        cls="force-detail",
    )


def _as_table(view: View, columns: tuple[str, ...]) -> str:
    extra = (("cols", ",".join(columns)),)
    return view.href("/table", indicator="", sort="", extra=extra)


def definition(view: View, answer: ForcePage) -> Node:
    """The way to what the chosen indicator means."""
    chosen = answer.selected.indicator
    about = view.word("definition")
    sign = h("span.icon.icon-book", aria_hidden="true")
    there = view.href("/dictionary", indicator=chosen, extra=())
    return h("a.about", sign, href=there, aria_label=about, title=about, key="about")
