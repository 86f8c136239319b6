"""修订与版本: publications with what became of them, corrected figures, and everything that changed since a version."""

from __future__ import annotations

from catalog.times import day, moment
from catalog.versions import Course, Issue, RevisionsPage, Step
from catalog.view import View
from layouts.parts import empty, panel
from layouts.shell import select
from layouts.tree import Node, h
from layouts.version import since as since_text

MARKS = {"published": "is-ok", "superseded": "is-warn", "withdrawn": "is-none"}


def revisions(view: View, answer: RevisionsPage) -> Node:
    """The whole page."""
    return h("div.revisions", issues(view, answer), corrected(view, answer), changed(view, answer))


def _table(view: View, label: str, heads: tuple[str, ...], rows: list[Node]) -> Node:
    head = h("tr", *(h("th", view.word(word), scope="col", cls="left") for word in heads))
    table = h("table.table.revisions-table", h("caption.sr", label), h("thead", head), h("tbody", *rows))
    return h("div.table-wrap", table, tab_index=0, role="region", aria_label=label)


# ------------------------------------------------------------------ publications
def issues(view: View, answer: RevisionsPage) -> Node:
    """Each publication with the link that always opens it."""
    title = view.word("publications")
    heads = ("publication_name", "date_word", "publication_by", "publication_note", "state")
    body = _table(view, title, heads, [_issue(view, one, answer) for one in answer.issues])
    if not answer.issues:
        body = empty(view, view.word("publications_none"), view.word("publications_none_text"))
    return panel(title, body, sub=view.word("publications_sub"), panel_id="publications", indicator="publications",
                 period=f"r{answer.revision}")  # fmt: skip


def _issue(view: View, one: Issue, answer: RevisionsPage) -> Node:
    name = h("a.inline-link", one.name, href=view.href("/", version=f"p{one.id}", indicator="", extra=()))
    state = h("span.status", view.word(f"publication_{one.state}"), cls=MARKS[one.state])
    why = one.reason or (view.word("publication_changed", date=day(one.changed_at)) if one.changed_at else "")
    later = next((other for other in answer.issues if other.id == one.by), None)
    by = view.word("publication_later", name=later.name) if later else ""
    said = h("small.quiet", view.join(why, by)) if why or by else None
    cells = (h("span.num", f"{moment(one.at)}"), one.who, one.note or "—", (state, said))
    return h("tr", h("th", name, h("small.quiet", f"p{one.id} · r{one.revision}"), scope="row"),
             *(h("td.left", cell) for cell in cells), key=one.id)  # fmt: skip


# ------------------------------------------------------------------ corrected figures
def corrected(view: View, answer: RevisionsPage) -> Node:
    """A line a figure: first reported, each change with who and why, what stands now."""
    title = view.word("revisions_title")
    heads = ("indicator", "city", "reporting_period", "revision_first", "revision_steps", "revision_latest")
    body = _table(view, title, heads, [_course(view, one) for one in answer.courses])
    if not answer.courses:
        body = empty(view, view.word("revisions_none"), view.word("revisions_none_text"))
    return panel(title, body, sub=view.word("revisions_sub"), tools=_choose(view, answer), panel_id="revisions",
                 indicator=answer.chosen or "all", period=f"r{answer.revision}")  # fmt: skip


def _choose(view: View, answer: RevisionsPage) -> tuple[Node, ...]:
    if not answer.indicators:
        return ()
    rows = tuple((key, f"{view.name(key)}{view.bracket(str(n))}") for key, n in answer.indicators
                 if key in view.catalog.indicators)  # fmt: skip
    return (select(view.word("indicator"), "ind", answer.chosen, (("", "", (("", view.word("all_word")), *rows)),)),)


def _course(view: View, one: Course) -> Node:
    first, last = one.steps[0], one.steps[-1]
    steps = h("ol.course-steps", *(_step(view, step) for step in one.steps))
    cells = (h("span", h("b.num", amount(view, first, first.old)), h("small.quiet", day(one.first_at))), steps,
             figure(view, last))  # fmt: skip
    return h("tr", h("th", view.name(first.indicator), h("small.quiet", _measure(view, first)), scope="row"),
             h("td.left", view.region(first.region)), h("td.left", view.period(first.period)),
             *(h("td.left", cell) for cell in cells), key="~".join(first.place))  # fmt: skip


def _measure(view: View, one: Step) -> str:
    return "" if one.measure == "value" else view.word("target" if one.measure == "target" else "basis_ytd")


def _step(view: View, one: Step) -> Node:
    said = view.join(moment(one.at), one.who, reason(view, one))
    return h("li", h("b.num", f"{amount(view, one, one.old)} → {amount(view, one, one.new)}"), h("small.quiet", said),
             h("small.quiet", one.workbook), key=one.revision)  # fmt: skip


def reason(view: View, one: Step) -> str:
    return view.word("reason_said", text=one.reason) if one.reason else view.word("reason_none")


def amount(view: View, one: Step, value: float | None) -> str:
    return view.word("revision_no_figure") if value is None else view.value(one.indicator, value)


def figure(view: View, one: Step) -> Node:
    """What stands now, with the way to its sources."""
    if one.indicator not in view.catalog.indicators or one.new is None:
        return amount(view, one, one.new)
    row = view.indicator(one.indicator)
    basis = "ytd" if one.measure == "ytd" else "month" if row.kind == "flow" else "end"
    tail = "~target" if one.measure == "target" else ""
    key = f"{one.indicator}~{one.region}~{one.period}~{basis}{tail}"
    return h("a.figure", h("b.num", amount(view, one, one.new)), href=f"#src={key}")


# ------------------------------------------------------------------ what changed since
def changed(view: View, answer: RevisionsPage) -> Node:
    """自…以来的变化: every figure that is not what it was, the newest change first."""
    said = "" if answer.since is None else since_text(view, answer.since)
    title = view.word("changes_title")
    heads = ("indicator", "city", "reporting_period", "change_old_new", "date_word", "reason_word")
    rows = [_line(view, one) for one in answer.changes]
    body = _table(view, title, heads, rows) if rows else empty(view, view.word("changes_none"), said)
    more = view.word("changes_more", n=answer.more) if answer.more else ""
    return panel(title, body, sub=said, tools=_from(view, answer), foot=more, panel_id="changes", indicator="changes",
                 period=f"r{answer.revision}")  # fmt: skip


def _from(view: View, answer: RevisionsPage) -> tuple[Node, ...]:
    """Since which version: a publication, a day of the list, or any day."""
    asked = answer.since.asked if answer.since else ""
    offered = tuple((one.key, one.name or view.word("version_as_of", date=one.date)) for one in answer.choices)
    own = () if asked in dict(offered) or asked == "r1" else ((asked, asked),)
    rows = (*offered, *own, ("r1", view.word("changes_from_first")))
    any_day = view.word("changes_any_day")
    field = h("input", type="date", data_param="since", aria_label=any_day, key=asked)
    date = h("label.control.is-date", h("span.control-label", any_day), field)
    return select(view.word("changes_since"), "since", asked, (("", "", rows),)), date


def _line(view: View, one: Step) -> Node:
    old = h("span.num", f"{amount(view, one, one.old)} → ")
    who = h("span", h("span.num", day(one.at)), h("small.quiet", one.who))
    why = h("span", reason(view, one), h("small.quiet", one.workbook))
    return h("tr", h("th", view.name(one.indicator) if one.indicator in view.catalog.indicators else one.indicator,
                     h("small.quiet", _measure(view, one)), scope="row"),
             h("td.left", view.region(one.region)), h("td.left", view.period(one.period)),
             h("td.left", old, figure(view, one)), h("td.left", who), h("td.left", why),
             key="~".join((*one.place, str(one.revision))))  # fmt: skip
