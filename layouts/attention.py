"""需要关注: one table, the heaviest first: what, who, since when, why it stands here, and where to look."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.concerns import Item, href, what, why
from catalog.view import View
from layouts.method import method
from layouts.parts import empty, panel
from layouts.tree import Node, h

SIGNS = {"failed_check": "✕", "not_reported": "○", "behind_schedule": "▼", "special_cause": "◆",
         "unexplained_break": "↕"}  # fmt: skip
SHOWN = 60


def page(view: View, items: Sequence[Item], checked: tuple[int, int], reasons: dict[str, str]) -> Node:
    """The list, at most 60 lines unfolded; a sentence where there is nothing. reasons: id → its name."""
    if not items:
        return empty(view, view.word("concern_none"), view.word("concern_checked", n=checked[0], cities=checked[1]))
    all_ = dict(view.scope.extra).get("all") == "1"
    heads = (h("th.left", view.word("place"), scope="col"), *(h("th.left", view.word(one), scope="col") for one in (
        "concern_reason", "city", "concern_what", "concern_since")), h("th", view.word("concern_points"), scope="col"))
    rows = [_row(view, one, reasons) for one in (items if all_ else items[:SHOWN])]
    table = h("table.table.concerns", h("caption.sr", view.word("concern_title")), h("thead", h("tr", *heads)),
              h("tbody", *rows))  # fmt: skip
    more = None if all_ or len(items) <= SHOWN else h(
        "a.rank-more", view.word("concern_more", n=len(items) - SHOWN),
        href=view.href(extra=(*view.scope.extra, ("all", "1"))))  # fmt: skip
    box = h("div.table-wrap", table, tab_index=0, role="region",
            aria_label=view.join(view.word("concern_title"), view.word("as_table")))  # fmt: skip
    return panel(view.word("concern_title"), box, more, method(view, "attention"),
                 sub=view.word("concern_checked", n=checked[0], cities=checked[1]), panel_id="attention",
                 indicator="attention", period=view.scope.period)  # fmt: skip


def _row(view: View, item: Item, reasons: dict[str, str]) -> Node:
    sign = h("span", SIGNS[item.reason], aria_hidden="true")
    reason = h("span.concern-mark", sign, f" {reasons[item.reason]}", cls=f"is-{item.reason}")
    word = "progress_month_on_end" if item.months == 1 else "progress_months_on_end"
    since = view.join(view.period(item.since), view.word(word, n=item.months))
    told = h("a", what(view, item), href=href(view, item))
    return h("tr", h("th.num", str(item.place), scope="row"), h("td.left", reason),
             h("td.left.concern-city", view.region(item.region)), h("td.left", told),
             h("td.left.concern-since", since), h("td.num", h("b", f"{item.score:.1f}"), h("small", why(view, item))),
             key="~".join((item.reason, item.region, item.indicator, item.mark)))  # fmt: skip
