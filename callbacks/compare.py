"""对比分析: from the desk's answer to nodes, and the same answer to slides."""

from __future__ import annotations

from collections import Counter

from answers.desk import Desk
from answers.records import ComparePage
from callbacks.content import Content, Slide, area_control, opening, page_name, period_control, resolved, source
from catalog import sentences
from catalog.view import View
from charts.comparing import matrix, small_lines
from charts.slide import Caption
from layouts import compare as page
from layouts.shell import select
from layouts.tree import Node


def draw(desk: Desk, view: View) -> Content:
    """The heat table and the small charts."""
    answer = desk.compare(view.scope)
    view = resolved(view, answer.frame)
    body = (opening(view, sentence(view, answer), answer.frame), page.compare(view, answer))
    controls = (
        period_control(desk, view),
        area_control(view),
        sort_control(view, answer),
    )
    return Content(page_name(view, "compare"), answer.frame.sample, controls, body)


def sentence(view: View, answer: ComparePage) -> str:
    """Who stands out among the cities shown; for one city alone, where it stands."""
    if len(answer.rows) == 1:
        counts = Counter(cell.position for cell in answer.rows[0].cells)
        return sentences.city_headline(view.voice, answer.rows[0].region, counts, ())
    standings = [(row.region, row.front, row.back) for row in answer.rows]
    return sentences.compare_headline(view.voice, len(answer.columns), standings)


def sort_control(view: View, answer: ComparePage) -> Node:
    """By economic area, or by the place in one of the indicators."""
    rows = tuple((column.indicator, page.column_name(view, column)) for column in answer.columns)
    groups = (("", "", (("", view.word("all_areas")),)), (view.word("sort_by_indicator"), "", rows))
    return select(view.word("sort"), "sort", view.scope.sort, groups)


def slides(desk: Desk, view: View) -> list[Slide]:
    """The heat table and the small charts."""
    answer = desk.compare(view.scope)
    view = resolved(view, answer.frame)
    span, name = view.period(view.scope.period), view.name(answer.selected)

    def caption(title: str, what: str) -> Caption:
        return Caption(title, view.join(span, what), source(view, answer.frame), answer.frame.sample,
                       "_".join((what, span)))  # fmt: skip

    small = view.join(name, view.word("small_multiples"))
    return [
        Slide("matrix", matrix(view, answer), caption(sentence(view, answer), view.word("matrix_title"))),
        Slide("multiples", small_lines(view, answer.multiples, answer.axis, by_city=True),
              caption(small, page.axis_text(view, answer))._replace(file="_".join((name, view.word("by_city"), span)))),
    ]  # fmt: skip
