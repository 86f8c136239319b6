"""总览: sentence → five forces × two cards → where (tile map, rank) → will we make it → who has reported."""

from __future__ import annotations

from answers.records import Overview, Ranking, Reported, Tile
from catalog.records import Kpi, Rank
from catalog.view import View
from layouts.cards import card, name_of
from layouts.parts import Node, panel, progress, small_table, sourced, status, tables_open, twin
from layouts.tree import h

STATES = ("done", "ok", "warn", "bad", "none")
FIRST, LAST = 5, 4  # ranks shown before and after the fold of a 900 px screen


def overview(view: View, answer: Overview, trend: Node) -> Node:
    """The whole page; `trend` is the figure of the lower right panel (charts room), or its table."""
    lower = h("div.overview-lower", where(view, answer), trend)
    return h("div.overview", forces(view, answer), lower, strip(view, answer))


def forces(view: View, answer: Overview) -> Node:
    """Five columns of two cards; on a phone five tabs of which one is open."""
    by_theme: dict[str, list[Kpi]] = {}
    for kpi in answer.cards:
        by_theme.setdefault(view.indicator(kpi.indicator).theme, []).append(kpi)
    chosen = view.indicator(answer.selected.indicator).theme
    shown = chosen if chosen in by_theme else next(iter(by_theme))
    columns = (_force(view, answer, theme, kpis, on=theme == shown) for theme, kpis in by_theme.items())
    return h("div", _tabs(view, by_theme, shown), h("div.forces", *columns))


def _force(view: View, answer: Overview, theme: str, kpis: list[Kpi], *, on: bool) -> Node:
    row = view.catalog.themes[theme]
    name, topic = (row.en, row.topic_en) if view.lang != "zh" else (row.zh, row.topic_zh)
    cards = (
        card(
            view,
            kpi,
            current=kpi.indicator == answer.selected.indicator,
            beside=answer.beside.get(kpi.indicator, ()),
            published=answer.published.get(kpi.indicator),
        )
        for kpi in kpis
    )
    head = h("a.force-head", h("b", name), h("span", topic), href=view.href(f"/{row.page}", indicator=""))
    return h(
        "section.force",
        head,
        *cards,
        style={"--fc": f"var(--{theme.lower()})"},
        cls="is-on" if on else "",
        aria_label=name,
        key=theme,
    )


def _tabs(view: View, by_theme: dict[str, list[Kpi]], shown: str) -> Node:
    tabs = (
        h(
            "a",
            view.catalog.themes[theme].en if view.lang != "zh" else view.catalog.themes[theme].zh,
            href=view.href(indicator=kpis[0].indicator),
            aria_current="true" if theme == shown else None,
            style={"--fc": f"var(--{theme.lower()})"},
        )
        for theme, kpis in by_theme.items()
    )
    return h("nav.force-tabs", *tabs, aria_label=view.word("the_five_forces"))


def where(view: View, answer: Overview) -> Node:
    """Tile map and ranking of the chosen indicator, or their table."""
    ranking = answer.ranking
    shown = "table" if "where" in tables_open(view) else "chart"
    body = (
        ranking_table(view, ranking)
        if shown == "table"
        else h("div.where", tiles(view, ranking), ranks(view, ranking, answer.selected))
    )
    return panel(
        where_title(view, answer),
        body,
        sub=where_sub(view, ranking),
        tools=twin(view, "where", shown),
        panel_id="where",
        indicator=ranking.indicator,
        period=view.scope.period,
    )


def where_title(view: View, answer: Overview) -> str:
    name = name_of(view, answer.selected)
    if answer.ranking.measure == "completion":
        return view.word("where_completion", name=name)
    return view.word("where_value", name=name, unit=view.unit(answer.ranking.indicator))


def where_sub(view: View, ranking: Ranking) -> str:
    from catalog.period import span_text

    span = span_text(ranking.period, ranking.basis, view.lang)
    if ranking.time_progress is None:
        return span
    return view.join(span, view.word("time_progress_text", pct=view.percent(ranking.time_progress)))


def tiles(view: View, ranking: Ranking) -> Node:
    """The tile map: each tile a link that marks its city everywhere; arrows walk it; a second click opens the city."""
    squares = (_tile(view, ranking, tile) for tile in ranking.tiles)
    return h("div.tiles", *squares, _legend(view, ranking), role="group", aria_label=view.word("tile_map"))


def digits(view: View, ranking: Ranking) -> int:
    return 1 if ranking.measure == "completion" else view.indicator(ranking.indicator).decimals


def _tile(view: View, ranking: Ranking, tile: Tile) -> Node:
    column, row = view.catalog.tiles[tile.region]
    printed = view.number(tile.value, digits(view, ranking)) if tile.value is not None else _why(view, tile)
    chosen = view.scope.city == tile.region
    look = f"seq-{tile.level}" if tile.level else "hatch"
    full = view.region(tile.region, full=True)
    name = h("a.tile-name", view.tile_name(tile.region), href=view.href(city="" if chosen else tile.region),
             aria_current="true" if chosen else None, aria_label=f"{full} {printed}", data_tile=f"{column},{row}")
    return h(
        "div.tile",
        name,
        sourced(of_rank(ranking, tile.region), h("b", printed) if tile.value is not None else printed),
        cls=" ".join(filter(None, (look, "" if tile.inside else "is-out", "is-current" if chosen else ""))),
        key=tile.region,
        title=full,
        style={"gridColumn": column + 1, "gridRow": row + 1},
        data_open=view.href("/city", city=tile.region, indicator=""),
    )  # fmt: skip


def of_rank(ranking: Ranking, region: str) -> str:
    """What opens the sources of an area's figure in a ranking."""
    key = f"{ranking.indicator}~{region}~{ranking.period}~{ranking.basis}"
    return f"{key}~completion" if ranking.measure == "completion" else key


def _why(view: View, tile: Tile) -> str:
    known = {"no_target": "no_target_short", "partial": "status_partial"}
    return view.word(known.get(tile.status, "not_reported_short"))


def _legend(view: View, ranking: Ranking) -> Node:
    """How many areas are in each state (they add up to all), and the ramp with its printed edges."""
    counts = dict(ranking.counts)
    shown = STATES if ranking.measure == "completion" else STATES[-1:]
    more = ("no_target", "partial") if ranking.measure == "completion" else ("partial",)
    shown = (*shown, *(state for state in more if counts.get(state)))
    rows = h("ul", *(h("li", status(view, state), h("b.num", str(counts.get(state, 0)))) for state in shown))
    edges = (h("span", view.number(edge, 0 if float(edge).is_integer() else 1)) for edge in ranking.edges)
    return h(
        "div.tiles-legend",
        rows,
        h("div.ramp", *(h("span", cls=f"seq-{i}") for i in range(1, 6)), aria_hidden="true"),
        h("div.ramp-edges.num", *edges),
    )


def ranks(view: View, ranking: Ranking, selected: Kpi) -> Node:
    """Top five, the fold, the last four and those not reported; all of them when unfolded or chosen."""
    placed = [row for row in ranking.rows if row.value is not None]
    absent = [row for row in ranking.rows if row.value is None]
    folded = len(placed) > FIRST + LAST + 1 and dict(view.scope.extra).get("all") != "1"
    if not folded:
        return h("div.ranks", *(_rank(view, ranking, row) for row in (*placed, *absent)))
    hidden = len(placed) - FIRST - LAST
    more = h(
        "a.rank-more",
        view.word("expand_middle", n=hidden),
        href=view.href(extra=(*view.scope.extra, ("all", "1"))),
        key="more",
    )
    return h(
        "div.ranks",
        *(_rank(view, ranking, row) for row in placed[:FIRST]),
        more,
        *(_rank(view, ranking, row) for row in (*placed[-LAST:], *absent)),
    )


def _rank(view: View, ranking: Ranking, row: Rank) -> Node:
    top = max((other.value or 0.0 for other in ranking.rows), default=0.0)
    whole = max(100.0, top) if ranking.measure == "completion" else top or 1.0
    printed = view.number(row.value, digits(view, ranking))
    share = None if row.value is None else row.value / whole * 100
    tick = ranking.time_progress / whole * 100 if ranking.time_progress is not None else None
    chosen = view.scope.city == row.region
    name = h("a.name", view.region(row.region), href=view.href(city="" if chosen else row.region),
             aria_current="true" if chosen else None)  # fmt: skip
    return h(
        "div.rank",
        h("span.place.num", str(row.place) if row.place else "—"),
        name,
        progress(share, tick, f"{view.region(row.region)} {printed}"),
        sourced(of_rank(ranking, row.region), h("b.num", printed)),
        h("span.moved.num", moved(row.moved)),
        cls="is-current" if chosen else "",
        key=row.region,
        data_open=view.href("/city", city=row.region, indicator=""),
    )


def moved(places: int | None) -> str:
    """↑2, ↓1, — for the same place or where none can be compared."""
    return "—" if not places else f"↑{places}" if places > 0 else f"↓{-places}"


def ranking_table(view: View, ranking: Ranking) -> Node:
    """The panel's figures as a table: place, area, measure, change of place, status."""
    measure = (
        view.word("completion_pct")
        if ranking.measure == "completion"
        else view.name(ranking.indicator) + view.bracket(view.unit(ranking.indicator))
    )
    heads = (view.word("city"), view.word("place"), measure, view.word("change_in_rank"), view.word("state"))
    rows = tuple(
        (
            view.region(row.region),
            str(row.place or "—"),
            (
                view.number(row.value, digits(view, ranking)) if row.value is not None else view.absent(row.kpi),
                of_rank(ranking, row.region),
            ),
            moved(row.moved),
            view.word(f"status_{row.kpi.status}"),
        )
        for row in ranking.rows
    )
    return small_table(view, heads, rows)


def strip(view: View, answer: Overview) -> Node:
    """Which cities' monthly reports are in: 19/21, said city by city."""
    chips = (_chip(view, row) for row in answer.strip)
    have = sum(row.reported for row in answer.strip)
    return h(
        "section.panel.strip",
        h("h2", view.word("returns_of", month=view.period(view.scope.period))),
        h("span", h("b.big.num", str(have)), view.word("of_cities_reported", n=len(answer.strip))),
        h("div.chips", *chips),
        aria_label=view.word("reporting_status"),
        data_period=view.scope.period,
        data_indicator="reporting",
    )


def _chip(view: View, row: Reported) -> Node:
    said = view.word("reported") if row.reported else view.word("not_reported")
    return h(
        "a.chip",
        view.tile_name(row.region),
        cls="" if row.reported else "is-none",
        href=view.href(city=row.region),
        key=row.region,
        title=f"{view.region(row.region, full=True)}：{said}（{row.have}/{row.due}）"
        if view.lang == "zh"
        else f"{view.region(row.region)}: {said} ({row.have}/{row.due})",
    )
