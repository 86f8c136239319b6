"""What a page hands to the frame, and what pages share: controls, the line beside the headline, slides."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from answers.desk import Desk
from answers.records import Frame, Unknown
from catalog import period as calendar
from catalog import sentences
from catalog.records import Kpi
from catalog.versions import caption as version_caption
from catalog.view import View
from charts.slide import Caption
from charts.template import Figure
from layouts.parts import headline
from layouts.shell import select
from layouts.tree import Node, h


class Content(NamedTuple):
    """A drawn page. controls: nodes of the top bar; present, export: whether those buttons would do something.

    export may be what its button says (导出21行) instead of True.
    grid: the address of what stands in the grid slot below the page ("" for nothing); the slot is asked for anew only
    when it changes (callbacks.grids).
    """

    name: str
    sample: bool
    controls: tuple[Node, ...]
    body: tuple[Node, ...]
    present: bool = True
    export: bool | str = True
    grid: str = ""


class Slide(NamedTuple):
    """One picture of a page: the panel it belongs to, its figure and what is said around it."""

    panel: str
    figure: Figure
    caption: Caption


Draw = Callable[[Desk, View], Content]
Slides = Callable[[Desk, View], list[Slide]]


def page_name(view: View, page: str) -> str:
    row = view.catalog.pages[page]
    return row.en if view.lang != "zh" else row.zh


def resolved(view: View, frame: Frame) -> View:
    """The view with nothing left open, so that links and controls say what is shown."""
    return view._replace(scope=frame.scope._replace(extra=view.scope.extra, lang=view.lang))


def without_indicator(view: View) -> View:
    """The view of a page that shows many indicators and chooses none: its links say nothing of one."""
    return view._replace(scope=view.scope._replace(indicator=""))


def aside(view: View, frame: Frame) -> str:
    """截至2026年10月31日 · 19/21市已报送 · 快报数."""
    return sentences.aside(
        view.voice, frame.scope.period, frame.reported, frame.expected, provisional=frame.provisional
    )


def opening(view: View, sentence: str, frame: Frame) -> Node:
    """The headline, and under it whatever the address asked for in vain."""
    notices = (h("p.notice", said, role="status") for said in map(partial(_in_vain, view, frame), frame.unknown))
    return h("div.opening", headline(view, sentence, aside(view, frame)), *notices)


def _in_vain(view: View, frame: Frame, one: Unknown) -> str:
    """没有“广洲市”这个地区，是否为“广州市”？"""
    if one.key == "period":
        return view.word("unknown_period", text=one.text, newest=view.period(frame.scope.period))
    if one.key == "indicator":
        return view.word("unknown_indicator", text=one.text)
    if one.near in view.catalog.regions:
        return view.word("unknown_area_near", text=one.text, near=view.region(one.near, full=True))
    return view.word("unknown_area", text=one.text)


def source(view: View, frame: Frame, kpi: Kpi | None = None) -> str:
    """The strip at the foot of a picture: source, as-of date, coverage and who is missing. They are those of the figure
    shown, where it is one: a register may be whole while the monthly reports are not."""
    shown = kpi or frame
    period = kpi.period if kpi else frame.scope.period
    date = view.word("as_of_text", date=calendar.as_of(period, view.lang))
    cover = view.word("coverage_text", reported=shown.reported, expected=shown.expected)
    missing = view.regions(kpi.silent if kpi else frame.missing)
    lacking = view.regions(tuple(region for region, _ in kpi.partial)) if kpi else ""
    said = [view.word("missing_cities", cities=missing) if missing else "",
            view.word("partial_cities", cities=lacking) if lacking else ""]  # fmt: skip
    stop, comma = ("；", "，") if view.lang == "zh" else ("; ", ", ")
    if frame.scope.version:
        date += stop + version_caption(view, frame.scope.version)
    return view.word("picture_source") + stop + date + stop + comma.join([cover, *filter(None, said)])


def period_control(desk: Desk, view: View) -> Node:
    """Every month the store has, newest first, by year."""
    years: dict[str, list[tuple[str, str]]] = {}
    for month in reversed(desk.periods(view.scope.version)):
        years.setdefault(view.period(month[:4]), []).append((month, view.period(month)))
    groups = tuple((year, "", tuple(months)) for year, months in years.items())
    return select(view.word("period"), "p", view.scope.period, groups)


def area_control(view: View) -> Node:
    """The province, an economic area, or one city."""
    regions = view.catalog.regions.values()
    areas = tuple((row.code, view.region(row.code)) for row in regions if row.level == "area")
    cities = tuple((code, view.region(code)) for code in view.catalog.cities)
    known = {"all", *(code for code, _ in (*areas, *cities))}
    chosen = () if view.scope.area in known else ((view.scope.area, view.regions(tuple(view.scope.area.split(",")))),)
    groups = (
        ("", "", (("all", view.word("area_all")), *chosen)),
        (view.word("by_area"), "", areas),
        (view.word("by_city"), "", cities),
    )
    return select(view.word("area"), "area", view.scope.area, groups)


def compare_control(view: View) -> Node:
    """What a figure is compared with: the same period of last year, or the period before."""
    rows = (("yoy", view.word("compare_yoy")), ("prev", view.word("compare_mom")))
    return select(view.word("compare"), "cmp", view.scope.compare, (("", "", rows),))


def basis_control(view: View, basis: str, indicator: str) -> Node | None:
    """当期 or 本年累计, where the indicator is a flow; a stock has only its period end."""
    if view.indicator(indicator).kind != "flow":
        return None
    rows = (("ytd", view.word("basis_ytd")), ("month", view.word("basis_month")))
    return select(view.word("basis"), "basis", basis, (("", "", rows),))


def indicator_control(view: View, chosen: str, indicators: tuple[str, ...]) -> Node:
    rows = tuple((key, view.name(key)) for key in indicators)
    return select(view.word("indicator"), "ind", chosen, (("", "", rows),))
