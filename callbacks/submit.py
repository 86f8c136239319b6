"""数据上报: which draft the address names, opened, and what became of the last decision."""

from __future__ import annotations

import os
from collections.abc import Mapping

from answers.desk import Desk
from callbacks.content import Content, page_name
from catalog.settings import settings
from catalog.submitting import Known, Waiting
from catalog.view import View
from layouts import submit as page
from layouts.parts import panel
from layouts.submit_where import here
from layouts.tree import Node, h
from review.mapping import opened as opened_of
from review.proposal import propose
from store import drafts
from store.layouts import remembered
from store.submissions import Submission, submissions

_LISTED = 5


def draw(desk: Desk, view: View) -> Content:
    """The page; a draft that is gone (decided in another window) is said, never an empty place."""
    said = dict(view.scope.extra)
    found = propose(desk.engine, said["draft"], view.lang) if said.get("draft") else None
    opened = opened_of(found, said.get("sheet", ""), view.lang) if found else None
    chosen = settings(os.environ)
    opened = opened._replace(signer=chosen.who) if opened else None
    result = _result(desk, view, said) if opened is None else None
    body = page.page(view, _waiting(desk), _known(desk), opened, result, chosen.upload_megabytes)
    return Content(page_name(view, "submit"), desk.state().sample, (), (body,), present=False, export=False)


def _waiting(desk: Desk) -> tuple[Waiting, ...]:
    return tuple(Waiting(one.token, one.workbook, one.who, one.at) for one in reversed(drafts.waiting(desk.engine)))


def _known(desk: Desk) -> tuple[Known, ...]:
    found = remembered(desk.engine)[:_LISTED]
    return tuple(
        Known(one.id, one.form, one.region, len(one.columns), sum(map(len, one.corrections.values())), one.at)
        for one in found
        if one.region in desk.catalog.regions
    )


def _result(desk: Desk, view: View, said: Mapping[str, str]) -> Node:
    """What became of the last decision, or that the draft is no longer there."""
    number = said.get("done", "")
    if number.isdigit() and (found := [one for one in submissions(desk.engine) if one.id == int(number)]):
        one = found[0]
        word = "submit_result_done_lines" if one.register_rows else "submit_result_done"
        word = "submit_result_returned" if one.state == "returned" else word
        text = view.word(word, number=one.id, workbook=one.workbook, figures=one.observations, lines=one.register_rows)
        return _said(view, text, _figures(view, one) if one.state != "returned" else None)
    if number == "0":
        return _said(view, view.word("submit_known_file"))
    return _said(view, view.word("submit_gone_draft")) if said.get("draft") else None


def _figures(view: View, one: Submission) -> Node:
    """The page where the figures stand that were stored just now."""
    indicator = view.catalog.indicators.get(view.scope.indicator)
    path = f"/{view.catalog.themes[indicator.theme].page}" if indicator else "/"
    name = indicator.id if indicator and indicator.id in view.catalog.pages[path[1:]].cards else ""
    address = view.href(path, period=one.period, indicator=name, extra=(), sort="", city="", area="all")
    return h("a.button.is-primary", view.word("submit_see_figures"), href=address) if one.period else None


def _said(view: View, text: str, *ways: Node) -> Node:
    more = h("a.button", view.word("submit_next"), href=here(view, done="", draft="", sheet="", sel="", at="", n=""))
    return panel(view.word("submit_result"), h("p.submit-result", text, role="status"), h("div.ways", *ways, more),
                 panel_id="result", cls="submit-work")  # fmt: skip
