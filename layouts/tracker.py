"""报送情况: the matrix of what is in, whom to remind, and what was sent for one cell."""

from __future__ import annotations

from collections.abc import Iterable

from answers.tracked import TrackerPage
from catalog import period as calendar
from catalog.blanks import whose
from catalog.times import moment
from catalog.tracked import (
    Duty,
    Sent,
    TrackColumn,
    TrackRow,
    area,
    cell_text,
    deadline_text,
    form_name,
    reminder_lines,
    run_text,
    share,
)
from catalog.view import View
from layouts.filters import extra
from layouts.parts import Node, panel
from layouts.tree import h

# What stands before the words: never the colour alone.
SIGNS = {"on_time": "✓", "late": "▲", "revised": "✎", "returned": "↩", "draft": "…", "missing": "○", "due": "",
         "unasked": ""}  # fmt: skip
SHOWN = ("on_time", "late", "revised", "returned", "draft", "missing", "due")


def tracker(view: View, answer: TrackerPage) -> Node:
    """The matrix; beside it (under it on a small screen) the opened cell, the reminders and the drafts."""
    side = (detail(view, answer), reminders(view, answer), drafts(view, answer), blanks(view, answer))
    return h("div.tracker", matrix(view, answer), h("div.tracker-side", *side))


def title(view: View, answer: TrackerPage) -> str:
    """2026年就业情况月报表（F03）."""
    if not answer.form:
        return view.word("tracker_title_all", period=view.period(answer.frame.scope.period))
    word = "tracker_title_years" if view.catalog.forms[answer.form].frequency == "year" else "tracker_title"
    year = view.period(answer.frame.scope.period[:4])
    return view.word(word, year=year, form=form_name(view, answer.form), id=answer.form)


# ------------------------------------------------------------------ the matrix
def matrix(view: View, answer: TrackerPage) -> Node:
    """Areas by periods of one form, or by the forms of one period."""
    sub = _sub(view, answer)
    heads = (_head(view, answer, one) for one in answer.columns)
    head = h("tr", h("th.left", view.word("tracker_unit"), scope="col"), *heads,
             h("th", view.word("tracker_rate"), scope="col"),
             h("th.left", view.word("tracker_run"), scope="col") if answer.form else None)  # fmt: skip
    body = (_row(view, answer, line) for line in answer.rows)
    table = h("table.table.track-table", h("caption.sr", title(view, answer)), h("thead", head), h("tbody", *body),
              h("tfoot", _foot(view, answer)) if len(answer.rows) > 1 else None)  # fmt: skip
    box = h("div.table-wrap", table, tab_index=0, role="region", aria_label=view.join(title(view, answer), sub))
    return panel(title(view, answer), legend(view), box, sub=sub, foot=view.word("track_note_day"), panel_id="tracker",
                 period=answer.frame.scope.period, cls="tracker-matrix")  # fmt: skip


def _sub(view: View, answer: TrackerPage) -> str:
    n, columns = len(answer.rows), len(answer.columns)
    if not answer.form:
        return view.word("tracker_sub_forms", n=n, columns=columns)
    return view.word("tracker_sub_one" if n == 1 else "tracker_sub", n=n, columns=columns)


def legend(view: View) -> Node:
    """What the signs mean, in words."""
    keys = (h("li", h("span.tmark", SIGNS[state], cls=f"is-{state}", aria_hidden="true"),
              h("span", view.word(f"track_key_{state}" if state in SHOWN[:3] else f"track_{state}")), key=state)
            for state in SHOWN)  # fmt: skip
    return h("ul.track-legend", *keys)


def _head(view: View, answer: TrackerPage, one: TrackColumn) -> Node:
    """A period (10月) or a form, and under it the last day to send it."""
    kind = view.catalog.forms[one.form].frequency
    short = calendar.span_text(one.period, "month", view.lang) if kind != "year" else view.period(one.period)
    name = short if answer.form else form_name(view, one.form)
    due = calendar.day(one.deadline, view.lang, year=False) if one.deadline else ""
    there = h("a", name, href=view.href(extra=extra(view, form=one.form, cell=""))) if not answer.form else name
    if not answer.form and kind != "month":
        due = view.join(short, due)
    return h("th", there, h("small", due), scope="col", cls="is-now" if _now(answer, one) else "",
             title=deadline_text(view, one) or None, key=f"{one.form}{one.period}")  # fmt: skip


def _now(answer: TrackerPage, one: TrackColumn) -> bool:
    kind = calendar.frequency(one.period)
    return bool(answer.form) and calendar.containing(answer.frame.scope.period, kind) == one.period


def _row(view: View, answer: TrackerPage, line: TrackRow) -> Node:
    cells = (_cell(view, answer, cell, column) for cell, column in zip(line.cells, answer.columns, strict=True))
    run = h("td.left", run_text(view, line), cls="is-overdue" if line.overdue else "") if answer.form else None
    rate = _rate(view, line.on_time, line.cells)
    return h("tr", h("th", area(view, line.region), scope="row"), *cells, rate, run, key=line.region,
             data_region=line.region)  # fmt: skip


def _cell(view: View, answer: TrackerPage, cell: Duty, column: TrackColumn) -> Node:
    """A link that opens what was sent; an area that is not asked has none."""
    said = view.join(area(view, cell.region), cell_text(view, cell))
    now = "is-now" if _now(answer, column) else ""
    if cell.state == "unasked":
        return h("td.track-cell", h("span.sr", said), cls=now)
    opened = answer.opened is not None and (cell.form, cell.region, cell.period) == (
        answer.opened.form, answer.opened.region, answer.opened.period)  # fmt: skip
    name = "" if opened else f"{cell.form}.{cell.region}.{cell.period}"
    link = h("a.tmark", _sign(view, cell), href=view.href(extra=extra(view, cell=name)), title=said, aria_label=said,
             cls=f"is-{cell.state}", aria_current="true" if opened else None)  # fmt: skip
    return h("td.track-cell", link, cls=now)


def _sign(view: View, cell: Duty) -> str:
    """✓ 5: the day of the month; 10-28 when it came before the month it was due in."""
    if cell.state == "due":
        return ""
    day = cell.day[8:].lstrip("0") if cell.day[:7] == cell.deadline[:7] else cell.day[5:]
    n = cell.revisions if cell.state == "revised" else cell.days
    return f"{SIGNS[cell.state]} {view.word(f'track_short_{cell.state}', day=day, n=n)}".strip()


def _rate(view: View, share: float | None, cells: Iterable[Duty]) -> Node:
    """99.0; a dash that says why on hover where reports are in and nobody can tell on which day."""
    if share is not None:
        return h("td", view.number(share, 1))
    return h("td", "—", title=view.word("track_rate_unknown") if any(cell.arrived for cell in cells) else None)


def _foot(view: View, answer: TrackerPage) -> Node:
    """19/21 under every column."""
    said = (h("td", share(one), cls="is-now" if _now(answer, one) else "") for one in answer.columns)
    whole = _rate(view, answer.on_time, [cell for line in answer.rows for cell in line.cells])
    return h("tr", h("th", view.word("tracker_total"), scope="row"), *said, whole,
             h("td") if answer.form else None)  # fmt: skip


# ------------------------------------------------------------------ beside it
def reminders(view: View, answer: TrackerPage) -> Node:
    """What to send to those who have not reported, ready to be copied."""
    sample = answer.frame.sample
    texts = [line for one in answer.reminders for line in reminder_lines(view, one, answer.today, sample=sample)]
    if not texts:
        return panel(view.word("track_remind"), h("p.track-text", view.word("track_remind_none")), panel_id="remind")
    copy = h("button.button.is-primary", view.word("track_copy"), type="button", data_act="copytext",
             data_text="\n".join(texts), data_told=view.word("track_copied"))  # fmt: skip
    lines = (h("p.track-text", text, key=text) for text in texts)
    return panel(view.word("track_remind"), *lines, h("div.ways", copy), panel_id="remind")


def detail(view: View, answer: TrackerPage) -> Node | None:
    """The opened cell: its deadline, its state, and every submission about it."""
    cell = answer.opened
    if cell is None:
        return None
    name = view.word("track_detail", region=area(view, cell.region), form=form_name(view, cell.form),
                     period=view.period(cell.period))  # fmt: skip
    close = h("a", view.word("close"), href=view.href(extra=extra(view, cell="")), aria_label=view.word("track_close"))
    facts: list[tuple[str, str]] = [(view.word("track_state"), cell_text(view, cell))]
    if cell.deadline:
        facts.insert(0, (view.word("track_deadline"), calendar.day(cell.deadline, view.lang)))
    lines = (node for label, text in facts for node in (h("dt", label), h("dd", text)))
    sent = tuple(_sent(view, one) for one in cell.sent) or (h("p.track-text", view.word("track_nothing_sent")),)
    blank = _take(view, view.word("track_blank"), f"blank:{cell.form}:{cell.region}", "blank")
    return panel(name, h("dl.facts", *lines), *sent, h("div.ways", blank), tools=(close,), panel_id="cell",
                 cls="track-detail")  # fmt: skip


def _sent(view: View, one: Sent) -> Node:
    """One submission: its workbook, number and state, who and when, and what was said of it."""
    at = moment(one.at)
    day = calendar.day(one.day, view.lang) if one.day else ""
    printed = view.word("colon").join((view.word("track_day_printed"), day)) if day else ""
    size = f"{view.word('track_figures')} {view.number(one.figures)}" if one.figures else ""
    number = view.word("story_number", n=one.number) if one.number else ""
    reason = h("p", view.word("colon").join((view.word("track_why"), one.reason))) if one.reason else None
    return h("div.track-sent", h("b", one.workbook, data_verbatim="1"),
             h("p", view.join(view.word(f"submission_{one.state}"), number, one.who, at)),
             h("p", view.join(printed, size)) if printed or size else None, reason, _draft_link(view, one),
             key=f"{one.number}{one.token}")  # fmt: skip


def _draft_link(view: View, one: Sent) -> Node | None:
    if not one.token or "submit" not in view.catalog.pages:
        return None
    return h("a.inline-link", view.word("track_open_draft"),
             href=view.href("/submit", indicator="", extra=(("draft", one.token),)))  # fmt: skip


def drafts(view: View, answer: TrackerPage) -> Node | None:
    """What was handed in and waits for a decision."""
    if not answer.drafts:
        return None
    once = {one.token: one for one in answer.drafts}
    return panel(view.word("track_drafts"), *(_sent(view, one) for one in once.values()), panel_id="drafts")


def blanks(view: View, answer: TrackerPage) -> Node:
    """The blanks of the form on show (or of every form the cities send), the others folded away."""
    forms = view.catalog.forms
    shown = [answer.form] if answer.form else [one for one in answer.forms if forms[one].reporters == "cities"]
    others = [one for one in forms if one not in shown]
    folded = h("details", h("summary", view.word("track_blanks_other")), *(_blank(view, one) for one in others))
    note = h("p.track-text", view.word("track_blanks_note"))
    box = h("div.track-blanks", *(_blank(view, one) for one in shown), folded)
    return panel(view.word("track_blanks"), note, box, panel_id="blanks")


def _blank(view: View, form: str) -> Node:
    """All blanks of a form: 21 cities in a .zip, or the province's one."""
    n = len(whose(view.catalog, form))
    return _take(view, view.word("track_blanks_all", form=form_name(view, form), n=n), f"blank:{form}:", form)


def _take(view: View, text: str, format: str, key: str) -> Node:
    return h("button.link-button", text, type="button", data_act="takefile", data_format=format,
             data_told=view.word("track_blank_wait"), key=key)  # fmt: skip
