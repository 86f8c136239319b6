"""进度与排名: from the desk's answer to nodes, and the same answer to slides."""

from __future__ import annotations

from answers.desk import Desk
from answers.paced import ProgressPage
from callbacks.content import Content, Slide, area_control, opening, page_name, period_control, resolved, source
from catalog import pacing, sentences
from catalog.signals import control_title
from catalog.view import View
from charts.columns import columns
from charts.control import control
from charts.slide import Caption
from charts.template import Figure
from layouts import progress as page


def draw(desk: Desk, view: View) -> Content:
    """Indicators with targets, and the cities of the chosen one."""
    answer = desk.progress(view.scope)
    view = resolved(view, answer.frame)
    view = view._replace(scope=view.scope._replace(indicator=answer.selected))
    body = (opening(view, pacing.headline(view, answer.paced), answer.frame),
            page.page(view, answer, control_chart(view, answer)))
    there = bool(answer.selected)
    return Content(page_name(view, "progress"), answer.frame.sample, (period_control(desk, view), area_control(view)),
                   body, present=there, export=there)  # fmt: skip


def control_chart(view: View, answer: ProgressPage) -> Figure | None:
    """The control chart of the chosen indicator; None for a selection of cities."""
    return None if answer.control is None else control(view, answer.control)


def slides(desk: Desk, view: View) -> list[Slide]:
    """The cities of the chosen indicator in order, and its control chart, with their conclusions as titles."""
    answer = desk.progress(view.scope)
    view = resolved(view, answer.frame)
    if answer.ranking is None:
        return []
    kpi = next(one.kpi for one in (*answer.paced, *answer.levels) if one.kpi.indicator == answer.selected)
    name, span = view.name(answer.selected), view.period(view.scope.period)

    def sheet(panel: str, drawn: Figure, title: str, what: str) -> Slide:
        return Slide(panel, drawn, Caption(title, view.join(span, name, what), source(view, answer.frame, kpi),
                                           answer.frame.sample, "_".join((name, what, span))))  # fmt: skip

    ranked = sentences.ranking_title(view.voice, kpi, answer.ranking.rows)
    found = [sheet("cities", columns(view, answer.ranking), ranked, view.word("ranking_by_city"))]
    chart = control_chart(view, answer)
    if answer.control is not None and chart is not None:
        found.append(sheet("control", chart, control_title(view, answer.control), view.word("control_chart")))
    return found
