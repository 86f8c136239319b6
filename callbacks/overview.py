"""总览: from the desk's answer to nodes, and the same answer to slides."""

from __future__ import annotations

from answers.desk import Desk
from answers.records import Overview, Trend
from callbacks.content import (
    Content,
    Slide,
    area_control,
    basis_control,
    compare_control,
    opening,
    page_name,
    period_control,
    resolved,
    source,
)
from catalog import sentences
from catalog.view import View
from charts.bars import deviation
from charts.columns import columns
from charts.lines import years
from charts.slide import Caption
from charts.template import Figure
from charts.tiles import tile_map
from layouts import overview as page
from layouts.cards import name_of
from layouts.parts import panel, plot, tables_open, trend_table, twin
from layouts.tree import Node, h


def draw(desk: Desk, view: View) -> Content:
    """The page for one scope."""
    answer = desk.overview(view.scope)
    view = resolved(view, answer.frame)
    sentence = sentences.overview_headline(view.voice, answer.headline, answer.frame.scope.compare)
    body = (opening(view, sentence, answer.frame), page.overview(view, answer, trend_panel(view, answer)))
    controls = (
        period_control(desk, view),
        area_control(view),
        basis_control(view, answer.selected.basis, answer.selected.indicator),
        compare_control(view),
    )
    return Content(page_name(view, "overview"), answer.frame.sample, controls, body)


def trend_of(view: View, answer: Overview) -> tuple[str, Trend, Figure]:
    """Deviation from 序时 month by month where there is a target, unless asked otherwise; else the two years."""
    wanted = dict(view.scope.extra).get("tr", "")
    if answer.deviation is not None and wanted != "sum":
        return "deviation", answer.deviation, deviation(view, answer.deviation)
    return "sum", answer.cumulative, years(view, answer.cumulative)


def trend_panel(view: View, answer: Overview) -> Node:
    """The lower right panel with its two faces and the way to the other reading of the same figures."""
    kind, trend, figure = trend_of(view, answer)
    shown = "table" if "trend" in tables_open(view) else "chart"
    title = trend_title(view, answer, kind)
    body = trend_table(view, trend, title) if shown == "table" else plot(view, figure, title, answer.selected.indicator)
    return panel(
        title,
        body,
        sub=trend_sub(view, answer),
        tools=(*_switch(view, answer, kind), *twin(view, "trend", shown)),
        panel_id="trend",
        foot=view.word("common_set", n=len(trend.regions)),
    )


def trend_title(view: View, answer: Overview, kind: str) -> str:
    return view.word("deviation_by_month") if kind == "deviation" else view.word("trend_title")


def trend_sub(view: View, answer: Overview) -> str:
    unit = (
        view.word("points_word")
        if answer.deviation is not None and dict(view.scope.extra).get("tr") != "sum"
        else view.unit(answer.selected.indicator)
    )
    return name_of(view, answer.selected) + view.bracket(unit)


def _switch(view: View, answer: Overview, kind: str) -> tuple[Node, ...]:
    if answer.deviation is None:
        return ()
    rest = tuple((key, value) for key, value in view.scope.extra if key != "tr")
    other = (*rest, ("tr", "sum")) if kind == "deviation" else rest
    text = view.word("cumulative_progress") if kind == "deviation" else view.word("deviation_by_month")
    return (h("a", text, href=view.href(extra=other)),)


def slides(desk: Desk, view: View) -> list[Slide]:
    """Ranking, map and trend, each with its conclusion as title."""
    answer = desk.overview(view.scope)
    view = resolved(view, answer.frame)
    name = name_of(view, answer.selected)
    ranking_title = sentences.ranking_title(view.voice, answer.selected, answer.ranking.rows)
    kind, _, figure = trend_of(view, answer)
    trend_says = (
        ranking_title if kind == "deviation" else sentences.trend_title(view.voice, answer.selected, view.scope.compare)
    )

    def sheet(panel_id: str, drawn: Figure, title: str, what: str) -> Slide:
        subtitle = view.join(view.period(view.scope.period), name, what)
        file = "_".join((name, what, view.period(view.scope.period)))
        from_where = source(view, answer.frame, answer.selected)
        return Slide(panel_id, drawn, Caption(title, subtitle, from_where, answer.frame.sample, file))

    return [
        sheet("where", columns(view, answer.ranking), ranking_title, view.word("ranking_by_city")),
        sheet("map", tile_map(view, answer.ranking), ranking_title, view.word("tile_map")),
        sheet("trend", figure, trend_says, trend_title(view, answer, kind)),
    ]
