"""The KPI card: name and coverage, the figure with its qualifier and unit, what changed, as-of date, target."""

from __future__ import annotations

from catalog import format as form
from catalog import period as calendar
from catalog.broken import broken_before
from catalog.pointing import point
from catalog.records import Kpi, Published
from catalog.view import View
from layouts.parts import change, progress, sourced, spark, status
from layouts.tree import Node, h

LONG = 13  # signs of figure and unit that leave no room for the little line on a laptop


def card(
    view: View,
    kpi: Kpi,
    *,
    current: bool = False,
    beside: tuple[Kpi, ...] = (),
    published: Published | None = None,
    link: bool = True,
) -> Node:
    """One card: its name (and all of it that is no figure) chooses the indicator, each figure opens its sources."""
    figure, unit = view.card(kpi)
    name = name_of(view, kpi)
    choose = {"href": view.href(indicator="" if current else kpi.indicator)} if link else {}
    said = {"title": view.name(kpi.indicator, full=True), "aria_current": "true" if current and link else None}
    body = (
        h("a.card-name" if link else "span.card-name", name, **choose, **said),
        h("span.card-cover", cover(view, kpi)),
        sourced(point(kpi), *_figure(view, kpi, figure, unit), tag="a.card-figure.figure"),
        spark(kpi.series, view.word("spark_label", name=name),
              broken_before(view.catalog, kpi.indicator, [period for period, _ in kpi.series])),
        change(view, kpi),
        h("div.card-date", *date(view, kpi, beside, published)),
        h("div.card-done", *done(view, kpi)),
    )
    looks = ("is-long", len(figure) + len(unit) > LONG), ("is-link", link), ("is-current", current and link)
    cls = " ".join(name for name, on in looks if on)
    return h("div.card", *body, data_indicator=kpi.indicator, data_period=view.scope.period, key=kpi.indicator, cls=cls)


def name_of(view: View, kpi: Kpi) -> str:
    """本年新增就业 when the figure is the year's, 新增就业 otherwise."""
    name = view.name(kpi.indicator)
    return view.word("ytd_name", name=name) if kpi.basis == "ytd" else name


def cover(view: View, kpi: Kpi) -> str:
    return view.word("coverage_cities", reported=kpi.reported, expected=kpi.expected)


def _figure(view: View, kpi: Kpi, figure: str, unit: str) -> tuple[Node, ...]:
    if kpi.value is None:
        return (h("span.missing.hatch", view.absent(kpi)),)
    qualifier = view.word(f"qualifier_{kpi.qualifier}") if kpi.qualifier != "eq" else ""
    return (h("i", qualifier) if qualifier else None, h("b", figure), h("span", unit))


def date(view: View, kpi: Kpi, beside: tuple[Kpi, ...], published: Published | None) -> tuple[Node, ...]:
    """1—10月累计, or 截至9月底; then what belongs beside the figure: its parts, or the last published one."""
    span = calendar.span_text(kpi.period, kpi.basis, view.lang)
    parts = [sourced(point(part), _part(view, part)) for part in beside if part.value is not None]
    if not parts:
        return (view.join(span, _published(view, published) if published else ""),)
    marked = [node for part in parts for node in (view.word("list_comma"), part)]
    return (f"{span} · ", *marked[1:])


def _part(view: View, part: Kpi) -> str:
    """荣誉室2,835; a rate keeps its sign: 村（社区）覆盖率48.9%."""
    figure, unit = view.card(part)
    return view.word("name_value", name=view.name(part.indicator), value=figure + (unit if unit == "%" else ""))


def _published(view: View, published: Published) -> str:
    """A published figure keeps its printed form in Chinese; in English its number keeps its qualifier."""
    text = (
        published.text
        if view.lang == "zh"
        else form.qualified(view.number(published.value), published.qualifier, view.catalog, "en")
    )
    return view.word("published_short", text=text, month=view.period(published.as_of[:7]))


def done(view: View, kpi: Kpi) -> tuple[Node, ...]:
    """The bar with the 序时 tick and the status word; the distance to a one-off target; or that there is no target."""
    if kpi.completion is not None and kpi.time_progress is not None:
        said = view.word("done_pct", pct=view.percent(kpi.completion))
        return (
            progress(kpi.completion, kpi.time_progress, said),
            h("div.ends", sourced(point(kpi, "completion"), said), status(view, kpi.status)),
        )
    if kpi.status == "distance" and kpi.target is not None and kpi.value is not None:
        return (
            progress(kpi.value / kpi.target * 100, None, view.word("status_distance")),
            h("div.ends", *_distance(view, kpi)),
        )
    if kpi.target and kpi.value is None:  # nothing to hold against it yet: the task is there all the same (R12)
        figure, unit = form.card(kpi.target, view.unit(kpi.indicator), view.lang)
        spaced = unit if view.lang == "zh" or unit == "%" else f" {unit}"
        goal = view.word("target_pct", pct=f"{figure}{spaced}")
        return (h("div.ends", sourced(point(kpi, "target"), goal)),)  # 未报送 stands in the figure's place
    return (h("div.ends", h("span", view.word("no_target"))),)


def _distance(view: View, kpi: Kpi) -> tuple[Node, Node]:
    """目标100% … 距目标8.8个百分点; a count's distance is in its unit."""
    goal, away, unit = kpi.target or 0.0, abs((kpi.target or 0.0) - (kpi.value or 0.0)), view.unit(kpi.indicator)
    said = form.points(away, view.lang) if unit == "%" else view.number(away, 0) + unit
    target = view.word("target_pct", pct=f"{view.number(goal, 0)}{unit}")
    away_said = view.word("to_target", points=said)
    return sourced(point(kpi, "target"), target), sourced(point(kpi, "deviation"), away_said)
