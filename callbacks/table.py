"""数据表: from the desk's answer to nodes. What is left out by search stays out of the exported file too."""

from __future__ import annotations

from answers.desk import Desk
from answers.records import TablePage
from answers.sift import sifted
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
from charts.comparing import table_figure
from charts.slide import Caption
from layouts import filters
from layouts import table as page


def draw(desk: Desk, view: View) -> Content:
    """Filters and table."""
    answer = asked(desk, view)
    view = without_indicator(resolved(view, answer.frame))
    body = (opening(view, sentence(view, answer), answer.frame), page.table_page(view, answer))
    there = bool(answer.table.rows)
    controls = (period_control(desk, view), compare_control(view))
    return Content(page_name(view, "table"), answer.frame.sample, controls, body, present=there,
                   export=there and view.word("export_n", rows=len(answer.table.rows)))  # fmt: skip


def asked(desk: Desk, view: View) -> TablePage:
    """The table as filtered, searched and sorted."""
    return sifted(desk.table(view.scope), view.catalog)


def sentence(view: View, answer: TablePage) -> str:
    return sentences.table_headline(view.voice, len(answer.frame.regions), len(filters.columns(answer)),
                                    view.scope.period, answer.frame.missing)  # fmt: skip


def slides(desk: Desk, view: View) -> list[Slide]:
    """The table itself, as far as it fits on a sheet: its first columns."""
    answer = asked(desk, view)
    view = resolved(view, answer.frame)
    what, span = view.word("table_by_city"), view.period(view.scope.period)
    caption = Caption(sentence(view, answer), view.join(span, what), source(view, answer.frame), answer.frame.sample,
                      "_".join((what, span)))  # fmt: skip
    return [Slide("table", table_figure(view, answer), caption)]
