"""进度与排名: at the left every indicator with a target, at the right the cities of the chosen one in order."""

from __future__ import annotations

from typing import Any

from answers.paced import ProgressPage
from catalog.pacing import LIGHTS, Pace, outlook_text
from catalog.pointing import point
from catalog.records import Kpi, Rank
from catalog.signals import Control, control_title, digits, measured
from catalog.view import View
from layouts.method import method
from layouts.overview import moved
from layouts.parts import empty, panel, plot, progress, small_table, sourced, status, tables_open, twin
from layouts.tree import Node, h


def page(view: View, answer: ProgressPage, chart: dict[str, Any] | None) -> Node:
    """The panels; a sentence where no target is known. chart: the figure of the control chart."""
    if not answer.selected:
        return empty(view, view.word("progress_no_targets"), view.word("progress_no_targets_text"))
    left = h("div.pace-left", indicators(view, answer), control(view, answer, chart))
    return h("div.pacing", left, cities(view, answer))


def _table(view: View, title: str, heads: tuple[Node, ...], rows: list[Node]) -> Node:
    whole = h("table.table.pace-table", h("caption.sr", title), h("thead", h("tr", *heads)), h("tbody", *rows))
    return h("div.table-wrap", whole, tab_index=0, role="region",
             aria_label=view.join(title, view.word("as_table")))  # fmt: skip


def _heads(view: View, *words: str, first: str) -> tuple[Node, ...]:
    return (h("th.left", view.word(first), scope="col"), *(h("th", view.word(one), scope="col") for one in words))


# ------------------------------------------------------------------ the indicators
def indicators(view: View, answer: ProgressPage) -> Node:
    """Completion against 序时, light, the cities' lights and the outlook of each; below, the levels to reach."""
    title = view.word("progress_indicators")
    heads = _heads(view, "completion_pct", "deviation_points", "state", "projection", first="indicator")
    body = [_table(view, title, heads, [_indicator(view, answer, one) for one in answer.paced])] if answer.paced else []
    if answer.levels:
        heads = _heads(view, "progress_now", "control_target", "progress_distance", first="progress_level")
        rows = [_level(view, answer, one) for one in answer.levels]
        body.append(_table(view, view.word("progress_levels"), heads, rows))
    return panel(title, *body, method(view, "progress", "projection"), sub=_time(view, answer), cls="pace-all",
                 panel_id="indicators", indicator="indicators", period=view.scope.period)  # fmt: skip


def _time(view: View, answer: ProgressPage) -> str:
    """序时进度83.3%: of the indicators of the page's own month, where it is the same for all of them."""
    found = {one.kpi.time_progress for one in answer.paced if one.kpi.period == view.scope.period} - {None}
    return view.word("time_progress_text", pct=view.percent(found.pop() or 0.0)) if len(found) == 1 else ""


def _indicator(view: View, answer: ProgressPage, pace: Pace) -> Node:
    kpi = pace.kpi
    cells = (_completion(view, kpi), _deviation(view, kpi), h("td", _light(view, kpi)),
             h("td.pace-outlook", *_outlook(view, pace)))  # fmt: skip
    return h("tr", _name(view, kpi, _lights(view, pace)), *cells, key=kpi.indicator, **_chosen(answer, kpi))


def _chosen(answer: ProgressPage, kpi: Kpi) -> dict[str, str]:
    return {"aria_current": "true"} if kpi.indicator == answer.selected else {}


def _name(view: View, kpi: Kpi, *under: Node) -> Node:
    """A link that chooses it; the period where it is not the page's month; below, what belongs to it."""
    late = "" if kpi.period in ("", view.scope.period) else view.period(kpi.period)
    link = h("a", view.name(kpi.indicator), href=view.href(indicator=kpi.indicator),
             title=view.name(kpi.indicator, full=True))  # fmt: skip
    return h("th", link, h("small", f" {late}") if late else None, *under, scope="row")


def _completion(view: View, kpi: Kpi) -> Node:
    """The bar with its tick, capped; the printed number beside it is not."""
    if kpi.completion is None:
        return h("td", "—")
    label = f"{view.name(kpi.indicator)} {view.percent(kpi.completion)}"
    return h("td.pace-bar", progress(kpi.completion, kpi.time_progress, label),
             sourced(point(kpi, "completion"), h("b.num", view.number(kpi.completion, 1))))  # fmt: skip


def _deviation(view: View, kpi: Kpi) -> Node:
    if kpi.deviation is None:
        return h("td", "—")
    sign = "+" if kpi.deviation > 0 else ""
    return h("td.num", sourced(point(kpi, "deviation"), f"{sign}{view.number(kpi.deviation, 1)}"))


def _light(view: View, kpi: Kpi) -> Node:
    return status(view, kpi.status) if kpi.status in (*LIGHTS, "none") else h("span", view.word(f"status_{kpi.status}"))


def _lights(view: View, pace: Pace) -> Node:
    """◆1 ●10 ▲6 ■2 ○2: they add up to the cities; hover says the words."""
    marks = (h("span.status", str(pace.counts[light]), cls=f"is-{light}", key=light,
               title=f"{view.word(f'status_{light}')} {pace.counts[light]}",
               aria_label=f"{view.word(f'status_{light}')} {pace.counts[light]}")
             for light in (*LIGHTS, "none") if pace.counts.get(light))  # fmt: skip
    left = pace.counts.get("no_target", 0)
    name = view.word("progress_cities")
    none = h("small", view.word("progress_without_target", n=left)) if left else None
    return h("span.pace-lights", *marks, none, role="group", aria_label=name)


def _outlook(view: View, pace: Pace) -> tuple[Node, ...]:
    """The projected completion with its range in per cent; hover and screen reader get both in units, with 测算."""
    found = pace.outlook
    if found is None:
        return ("—",)
    text = outlook_text(view, pace)
    whole = h("span.num.is-projected", view.percent(found.completion), title=text, aria_label=text)
    if found.least is None:
        return (whole,)
    return (whole, h("small.num", f"{view.number(found.least, 1)}—{view.number(found.most, 1)}"))


def _level(view: View, answer: ProgressPage, pace: Pace) -> Node:
    kpi = pace.kpi
    unit = view.unit(kpi.indicator)
    points = view.word("points_unit") if unit == "%" else unit
    gap = "—" if kpi.deviation is None else f"{view.number(kpi.deviation, view.indicator(kpi.indicator).decimals)}"
    now, goal = (view.value(kpi.indicator, one) + (unit if one is not None else "") for one in (kpi.value, kpi.target))
    reached = view.word("target_met") if kpi.status == "done" else f"{gap}{'' if view.lang == 'zh' else ' '}{points}"
    return h("tr", _name(view, kpi), h("td.num", sourced(point(kpi), now)),
             h("td.num", sourced(point(kpi, "target"), goal)), h("td.num", reached), key=kpi.indicator,
             **_chosen(answer, kpi))  # fmt: skip


# ------------------------------------------------------------------ the control chart
def control(view: View, answer: ProgressPage, chart: dict[str, Any] | None) -> Node:
    """How the chosen indicator varies, of the chosen city or the whole; its title is the conclusion."""
    shown = answer.control
    if shown is None or chart is None:
        return None
    title = control_title(view, shown)
    face = "table" if "control" in tables_open(view) else "chart"
    body = _points(view, shown) if face == "table" else plot(view, chart, title, shown.indicator)
    return panel(title, body, method(view, "xmr", "plan"),
                 tools=twin(view, "control", face), cls="pace-control", panel_id="control", indicator=shown.indicator,
                 period=view.scope.period)  # fmt: skip


def _points(view: View, shown: Control) -> Node:
    """One row a period, the newest first: figure and mark."""
    rows = [(view.period(period), view.number(value, digits(view, shown)),
             view.word(f"control_{mark}") if mark else "—")
            for period, value, mark in zip(shown.periods, shown.values, shown.marks, strict=True)]  # fmt: skip
    heads = (view.word("period"), measured(view, shown), view.word("state"))
    return small_table(view, heads, tuple(reversed(rows)))


# ------------------------------------------------------------------ the cities
def cities(view: View, answer: ProgressPage) -> Node:
    """Place, change of place, completion, deviation, light, months behind, outlook."""
    title = view.word("progress_by_city", name=view.name(answer.selected))
    ranking = answer.ranking
    assert ranking is not None
    if ranking.measure == "completion":
        heads = _heads(view, "change_in_rank", "city", "completion_pct", "deviation_points", "state", "progress_months",
                       "projection", first="place")  # fmt: skip
    else:
        heads = _heads(view, "change_in_rank", "city", "progress_now", "progress_distance", first="place")
    rows = [_city(view, answer, row) for row in ranking.rows]
    return panel(title, _table(view, title, heads, rows), method(view, "ranking"), sub=_own_time(view, answer),
                 tools=twin(view, "cities", "table")[2:], cls="pace-cities", panel_id="cities",
                 indicator=answer.selected, period=view.scope.period)  # fmt: skip


def _own_time(view: View, answer: ProgressPage) -> str:
    assert answer.ranking is not None
    time, late = answer.ranking.time_progress, answer.ranking.period
    period = "" if late == view.scope.period else view.period(late)
    return view.join(period, "" if time is None else view.word("time_progress_text", pct=view.percent(time)))


def _city(view: View, answer: ProgressPage, row: Rank) -> Node:
    pace = answer.cities[row.region]
    chosen = view.scope.city == row.region
    name = h("a", view.region(row.region), href=view.href(city="" if chosen else row.region),
             aria_current="true" if chosen else None)  # fmt: skip
    first = h("th.pace-place", _place(view, row), scope="row")
    cells = (h("td.num", moved(row.moved), title=_moved(view, row.moved)), h("td.left", name), *_figures(view, pace))
    return h("tr", first, *cells, key=row.region, aria_current="true" if chosen else None,
             data_open=view.href("/city", city=row.region, indicator=""))  # fmt: skip


def _place(view: View, row: Rank) -> str:
    if row.place is None:
        return "—"
    return view.word("progress_tied", n=row.place) if row.tied else str(row.place)


def _moved(view: View, places: int | None) -> str | None:
    if places is None:
        return None
    if not places:
        return view.word("moved_none")
    return view.word("moved_up" if places > 0 else "moved_down", n=abs(places))


def _figures(view: View, pace: Pace) -> tuple[Node, ...]:
    kpi = pace.kpi
    if kpi.time_progress is not None or kpi.status in ("no_target", "none"):
        word = "progress_month_on_end" if pace.months == 1 else "progress_months_on_end"
        late = view.word(word, n=pace.months) if pace.months else "—"
        since = view.word("progress_since", month=view.period(pace.since)) if pace.since else None
        return (_completion(view, kpi), _deviation(view, kpi), h("td", _light(view, kpi)), h("td", late, title=since),
                h("td.pace-outlook", *_outlook(view, pace)))  # fmt: skip
    unit = view.unit(kpi.indicator)
    gap = "—" if kpi.deviation is None else view.number(kpi.deviation, view.indicator(kpi.indicator).decimals)
    return (h("td.num", sourced(point(kpi), view.value(kpi.indicator, kpi.value) + unit)), h("td.num", gap))
