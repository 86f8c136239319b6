"""需要关注: from the desk's answer to nodes."""

from __future__ import annotations

from collections import Counter

from answers.concerns import AttentionPage
from answers.desk import Desk
from callbacks.content import Content, area_control, opening, page_name, period_control, resolved
from catalog.rules import load as load_rules
from catalog.view import View
from layouts import attention as page


def draw(desk: Desk, view: View) -> Content:
    """The ranked list of the scope."""
    answer = desk.attention(view.scope)
    view = resolved(view, answer.frame)
    names = {one.reason: one.zh if view.lang == "zh" else one.en for one in load_rules().reasons.values()}
    body = (opening(view, sentence(view, answer, names), answer.frame),
            page.page(view, answer.items, answer.checked, names))
    return Content(page_name(view, "attention"), answer.frame.sample, (period_control(desk, view), area_control(view)),
                   body, present=False, export=False)  # fmt: skip


def sentence(view: View, answer: AttentionPage, names: dict[str, str]) -> str:
    """需要关注12件：未报送2件、低于序时进度8件、异常波动2件. The counts add up."""
    if not answer.items:
        return view.word("concern_none")
    counts = Counter(one.reason for one in answer.items)
    parts = (view.word("concern_count", name=name, n=counts[one]) for one, name in names.items() if counts[one])
    mark = "、" if view.lang == "zh" else ", "
    return view.word("concern_headline", n=len(answer.items), parts=mark.join(parts))
