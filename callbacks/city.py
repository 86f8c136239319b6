"""地市画像: from the desk's answer to nodes, and the same answer to slides."""

from __future__ import annotations

from answers.desk import Desk
from answers.records import CityPage
from callbacks.content import (
    Content,
    Slide,
    compare_control,
    opening,
    page_name,
    period_control,
    resolved,
    source,
    without_indicator,
)
from catalog import sentences
from catalog.view import View
from charts.comparing import small_lines, spine
from charts.slide import Caption
from layouts import city as page
from layouts.shell import select
from layouts.tree import Node


def draw(desk: Desk, view: View) -> Content:
    """The profile of one city."""
    answer = desk.city(view.scope)
    view = without_indicator(resolved(view, answer.frame))
    body = (opening(view, sentence(view, answer), answer.frame), page.city(view, answer))
    controls = (city_control(view), period_control(desk, view), compare_control(view))
    return Content(page_name(view, "city"), answer.frame.sample, controls, body)


def sentence(view: View, answer: CityPage) -> str:
    return sentences.city_headline(view.voice, answer.city, answer.counts, answer.headline, reported=answer.reported,
                                   period=view.scope.period)  # fmt: skip


def city_control(view: View) -> Node:
    """The 21 cities under their economic areas."""
    areas: dict[str, list[tuple[str, str]]] = {}
    for code in view.catalog.cities:
        areas.setdefault(view.catalog.regions[code].area, []).append((code, view.region(code)))
    groups = tuple((view.region(area), "", tuple(rows)) for area, rows in areas.items())
    return select(view.word("city"), "city", view.scope.city, groups)


def slides(desk: Desk, view: View) -> list[Slide]:
    """The spine and the small charts of the city, each with its conclusion."""
    answer = desk.city(view.scope)
    view = resolved(view, answer.frame)
    city, span = view.region(answer.city, full=True), view.period(view.scope.period)

    def caption(title: str, what: str, legend: str) -> Caption:
        return Caption(title, view.join(span, what, legend), source(view, answer.frame), answer.frame.sample,
                       "_".join((city, what, span)))  # fmt: skip

    standing = sentences.city_headline(view.voice, answer.city, answer.counts, ())
    course = sentences.city_headline(view.voice, answer.city, {}, answer.headline)
    lines = small_lines(view, answer.multiples, answer.axis, by_city=False)
    return [
        Slide("spine", spine(view, answer), caption(standing, view.word("spine_title"), view.word("spine_legend"))),
        Slide("months", lines, caption(course, view.word("months13"), view.word("multiples_sub"))),
    ]
