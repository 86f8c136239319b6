"""Small parts that several pages share: panel, status mark, progress bar, sparkline, headline, empty state."""

from __future__ import annotations

from typing import Any

from answers.records import Trend
from catalog.pointing import along, on_line, point
from catalog.records import Kpi
from catalog.view import View
from layouts.method import tip
from layouts.tree import Node, h

SPARK_WIDTH, SPARK_HEIGHT = 64, 24


def headline(view: View, sentence: str, aside: str) -> Node:
    """The page's one conclusion, and beside it as-of date, coverage and state of the figures."""
    return h("header.headline", h("p", sentence, role="status", aria_live="polite"), h("small", aside))


def panel(
    title: str,
    *body: Node,
    sub: str = "",
    tools: tuple[Node, ...] = (),
    foot: str = "",
    cls: str = "",
    indicator: str | None = None,
    period: str | None = None,
    panel_id: str | None = None,
) -> Node:
    """A card with a heading; `indicator` and `period` say what it shows (tests and measurements wait for them)."""
    head = h(
        "div.panel-head",
        h("h2", title),
        h("span.sub", sub) if sub else None,
        h("div.panel-tools", tools) if tools else None,
    )
    return h(
        "section.panel",
        head,
        *body,
        h("p.panel-foot", foot) if foot else None,
        cls=cls,
        data_indicator=indicator,
        data_period=period,
        data_panel=panel_id,
        aria_label=title,
    )


def twin(view: View, panel_id: str, shown: str) -> tuple[Node, ...]:
    """The two faces of a chart (chart, table) as links, its picture and its ⓘ; `shown` is what is on now."""
    tables = tables_open(view)
    as_table = h(
        "a",
        view.word("as_table"),
        href=_toggled(view, tables | {panel_id}),
        aria_current="true" if shown == "table" else None,
    )
    as_chart = h(
        "a",
        view.word("as_chart"),
        href=_toggled(view, tables - {panel_id}),
        aria_current="true" if shown == "chart" else None,
    )
    picture = h("button", view.word("picture"), type="button", data_act="picture", data_picture=panel_id)
    return (as_chart, as_table, picture, *tip(view, panel_id))


def tables_open(view: View) -> frozenset[str]:
    """The panels that the reader has turned into their tables (URL key `t`, dot separated)."""
    return frozenset(filter(None, dict(view.scope.extra).get("t", "").split(".")))


def _toggled(view: View, tables: frozenset[str]) -> str:
    rest = tuple((key, value) for key, value in view.scope.extra if key != "t")
    extra = (*rest, ("t", ".".join(sorted(tables)))) if tables else rest
    return view._replace(scope=view.scope._replace(extra=extra)).href()


def sourced(key: str, *children: Node, tag: str = "a.figure", **attributes: Any) -> Node:
    """A figure that opens its sources when pressed; `key` is what catalog.pointing writes."""
    return h(tag, *children, href=f"#src={key}", **attributes)


def status(view: View, kind: str, text: str = "") -> Node:
    """Shape, word and colour together; kind: done, ok, warn, bad, none."""
    return h("span.status", text or view.word(f"status_{kind}"), cls=f"is-{kind}")


def progress(share: float | None, tick: float | None, label: str) -> Node:
    """A bar capped at 100 % (the number beside it is not) with the 序时 tick."""
    style = {"--w": f"{_capped(share)}%"} | ({"--t": f"{_capped(tick)}%"} if tick is not None else {})
    return h(
        "div.progress.bar-fill", role="img", aria_label=label, style=style, cls="has-tick" if tick is not None else ""
    )


def _capped(share: float | None) -> float:
    return round(min(max(share or 0.0, 0.0), 100.0), 1)


def spark(
    points: tuple[tuple[str, float | None], ...], label: str, broken: frozenset[int] = frozenset()
) -> Node:
    """A sparkline: one point per report period, gaps open, the last marked. No plotly: ten cost seconds.

    broken: the places of points at which a new scope begins (catalog.broken); no stroke leads to them.
    """
    known = [value for _, value in points if value is not None]
    if len(known) < 2:
        return h("span.card-spark")
    low, high = min(known), max(known)
    rise = (SPARK_HEIGHT - 6) / (high - low) if high > low else 0.0
    step = (SPARK_WIDTH - 6) / max(len(points) - 1, 1)
    spots = [
        (round(3 + i * step, 1), None if value is None else round(SPARK_HEIGHT - 3 - (value - low) * rise, 1))
        for i, (_, value) in enumerate(points)
    ]
    last = next((spot for spot in reversed(spots) if spot[1] is not None), spots[-1])
    return h(
        "svg.card-spark",
        h("path.spark-line", d=_path(spots, broken)),
        h("circle.spark-dot", cx=last[0], cy=last[1], r=2.4),
        viewBox=f"0 0 {SPARK_WIDTH} {SPARK_HEIGHT}",
        role="img",
        aria_label=label,
    )


def _path(spots: list[tuple[float, float | None]], broken: frozenset[int] = frozenset()) -> str:
    """An SVG path that lifts the pen where a point is missing and in front of a break."""
    steps, pen_down = [], False
    for at, (x, y) in enumerate(spots):
        if y is not None:
            steps.append(f"{'L' if pen_down and at not in broken else 'M'}{x} {y}")
        pen_down = y is not None
    return "".join(steps)


def change(view: View, kpi: Kpi) -> Node:
    """▲ 增长6.8% +1,144人, 持平, or why nothing can be compared; 同口径18市 where it is over fewer cities."""
    from catalog.format import change_words  # here: layouts.parts is imported by tests without a catalogue

    if kpi.value is None and kpi.why_no_growth == "not_reported":
        return h("div.card-change")  # the figure above says so already
    words, more = change_words(kpi, view.catalog, view.lang)
    sign = 0 if kpi.growth is None and kpi.difference is None else _sign(kpi)
    arrow = {1: "▲ ", -1: "▼ ", 0: ""}[sign]
    tone = {1: "is-up", -1: "is-down", 0: "is-even"}[_better(view, kpi, sign)]
    said = (h("b", arrow + words, cls=tone), h("span", f" {more}") if more else None)
    same = view.same_set(kpi)
    over = h("small", f" {same}") if same else None
    return h("div.card-change", sourced(point(kpi, "growth"), *said), over)


def _sign(kpi: Kpi) -> int:
    amount = kpi.growth if kpi.growth is not None else kpi.difference
    if amount is None or abs(amount) < 0.05:
        return 0
    return 1 if amount > 0 else -1


def _better(view: View, kpi: Kpi, sign: int) -> int:
    """The tone of a change: falling unemployment is no loss, a neutral indicator has no tone."""
    direction = view.indicator(kpi.indicator).direction
    if direction == "neutral":
        return 0
    return -sign if direction == "lower" else sign


def empty(view: View, title: str, reason: str, *ways: Node) -> Node:
    """Never a bare 暂无数据: the reason, and one or two ways out."""
    return h("div.empty", h("b", title), h("p", reason), h("div.ways", *ways) if ways else None, role="status")


Said = str | tuple[str, str]  # a text of a table, or a figure and what opens its sources


def small_table(view: View, heads: tuple[str, ...], rows: tuple[tuple[Said, ...], ...], caption: str = "") -> Node:
    """A chart's table: first column names, the others figures, with their sources where a cell is (text, key)."""
    head = h("tr", *(h("th", text, scope="col", cls="left" if i == 0 else "") for i, text in enumerate(heads)))
    body = (h("tr", h("th", row[0], scope="row"), *map(_figure, row[1:])) for row in rows)
    return h(
        "div.table-wrap",
        h("table.table", h("caption", caption) if caption else None, h("thead", head), h("tbody", *body)),
        tab_index=0,
        role="region",
        aria_label=caption or heads[0],
    )


def _figure(said: Said) -> Node:
    return h("td", said) if isinstance(said, str) else h("td", said[0], data_src=said[1] or None)


def plot(view: View, figure: dict[str, Any], label: str, indicator: str) -> Node:
    """A plotly figure; the browser says what it shows only once it is drawn."""
    return h(
        "plot",
        figure=figure,
        className="plot",
        role="img",
        aria_label=label,
        data_indicator=indicator,
        data_period=view.scope.period,
    )


def trend_table(view: View, trend: Trend, caption: str) -> Node:
    """The lines of a chart as columns: one row a period."""
    names = tuple(line.label if line.label[:1].isdigit() else view.word(f"line_{line.role}") for line in trend.lines)
    if len(trend.lines) == 1:
        names = (view.name(trend.indicator) + view.bracket(view.unit(trend.indicator)),)
    heads = (view.word("reporting_period"), *names)
    longest = max(trend.lines, key=lambda line: (len(line.points), line.role == "this"))
    digits = 1 if trend.measure == "deviation" else view.indicator(trend.indicator).decimals
    key = along(trend, view.scope.area, view.catalog)
    rows = tuple(
        (
            view.period(period) if len(trend.lines) == 1 else view.month(int(period[5:7])),
            *(
                (view.number(line.points[i][1], digits), on_line(key, line.role, *line.points[i]))
                if i < len(line.points)
                else "—"
                for line in trend.lines
            ),
        )
        for i, (period, _) in enumerate(longest.points)
    )
    return small_table(view, heads, rows, caption)
