"""报送情况: from the desk's answer to nodes."""

from __future__ import annotations

from answers.desk import Desk
from answers.tracked import TrackerPage
from callbacks.content import Content, page_name
from catalog import period as calendar
from catalog.tracked import TrackColumn, areas, form_name, seen_from
from catalog.view import View
from layouts import tracker as page
from layouts.parts import empty, headline
from layouts.shell import select
from layouts.tree import Node
from review.waiting import waiting


def draw(desk: Desk, view: View) -> Content:
    """The matrix of the form, or of all forms of the period, that the address names."""
    answer = asked(desk, view)
    if not answer.periods:
        nothing = empty(view, view.word("tracker_none_title"), view.word("tracker_none_text"))
        alone = (nothing, page.drafts(view, answer), page.blanks(view, answer))
        return Content(page_name(view, "tracker"), answer.frame.sample, (), alone, present=False, export=False)
    view = view._replace(scope=view.scope._replace(period=answer.frame.scope.period, area=answer.frame.scope.area))
    body = (headline(view, sentence(view, answer), aside(view, answer)), page.tracker(view, answer))
    there = bool(answer.columns)
    return Content(page_name(view, "tracker"), answer.frame.sample, controls(view, answer), body, present=False,
                   export=there)  # fmt: skip


def asked(desk: Desk, view: View) -> TrackerPage:
    """The answer the address asks for."""
    return desk.tracker(view.scope, waiting(desk.engine, view.catalog))


def controls(view: View, answer: TrackerPage) -> tuple[Node, ...]:
    """The form and the period."""
    forms = view.catalog.forms
    groups: list[tuple[str, str, tuple[tuple[str, str], ...]]] = [("", "", (("all", view.word("tracker_all_forms")),))]
    for who in ("cities", "province", ""):
        named = tuple((one, form_name(view, one)) for one in answer.forms if forms[one].reporters == who)
        if named:
            groups.append((view.word(f"tracker_group_{who or 'other'}"), "", named))
    years: dict[str, list[tuple[str, str]]] = {}
    for month in answer.periods:
        years.setdefault(view.period(month[:4]), []).append((month, view.period(month)))
    return (
        select(view.word("tracker_form"), "form", answer.form or "all", tuple(groups)),
        select(view.word("period"), "p", answer.frame.scope.period,
               tuple((year, "", tuple(months)) for year, months in years.items())),
    )  # fmt: skip


def sentence(view: View, answer: TrackerPage) -> str:
    """2026年10月就业情况月报表：19/21已报送，潮州、云浮尚未报送。"""
    period = view.period(answer.frame.scope.period)
    if not answer.form:
        due = [one for one in answer.columns if one.expected and (one.reported or answer.today > one.deadline)]
        whole = sum(one.reported == one.expected for one in due)
        return view.word("tracker_headline_forms", period=period, forms=len(due), whole=whole)
    now = next((one for one in answer.columns if _covers(one, answer.frame.scope.period)), None)
    if now is None or not now.expected:
        return view.word("tracker_headline_none", period=period)
    return _of_column(view, answer, now)


def _of_column(view: View, answer: TrackerPage, now: TrackColumn) -> str:
    at = answer.columns.index(now)
    slots = {"period": view.period(now.period), "form": form_name(view, now.form), "reported": now.reported,
             "expected": now.expected}  # fmt: skip
    if now.reported == now.expected:
        return view.word("track_headline_in", **slots)
    if now.deadline and answer.today <= now.deadline:
        return view.word("track_headline_due", day=calendar.day(now.deadline, view.lang), **slots)
    cells = [line.cells[at] for line in answer.rows]
    silent = tuple(cell.region for cell in cells if cell.state != "unasked" and not cell.arrived)
    return view.word("track_headline_open", names=areas(view, silent), **slots)


def _covers(one: TrackColumn, month: str) -> bool:
    return month in calendar.months(one.period)


def aside(view: View, answer: TrackerPage) -> str:
    """截至2026年11月30日 · 本页按时率99.0%; a dash and why where reports are in and no day of any is known."""
    day = seen_from(view, answer.today, sample=answer.frame.sample)
    if answer.on_time is None:
        return view.join(day, "" if all(one.told for one in answer.columns) else view.word("track_rate_unknown"))
    return view.join(day, view.word("track_rate_aside", pct=view.percent(answer.on_time)))
