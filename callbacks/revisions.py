"""修订与版本: from the desk's answer to nodes."""

from __future__ import annotations

from answers.desk import Desk
from callbacks.content import Content, page_name
from catalog.versions import RevisionsPage
from catalog.view import View
from layouts import revisions as page
from layouts.parts import headline


def draw(desk: Desk, view: View) -> Content:
    """Publications, corrected figures, and what changed since a version."""
    answer = desk.revisions(view.scope)
    view = view._replace(scope=view.scope._replace(version=""))
    body = (headline(view, sentence(view, answer), view.word("revision_n", n=answer.revision)),
            page.revisions(view, answer))  # fmt: skip
    return Content(page_name(view, "revisions"), answer.sample, (), body, present=False, export=False)


def sentence(view: View, answer: RevisionsPage) -> str:
    """共发布2个版本，更正过4个数。"""
    corrected = sum(n for _, n in answer.indicators)
    return view.word("revisions_headline", issues=len(answer.issues), corrected=corrected)
