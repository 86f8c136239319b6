"""数据上报: what waits at the left, the sheet and its mapping in the middle, findings and the decision below."""

from __future__ import annotations

from collections.abc import Mapping

from catalog.submitting import Drifted, Known, Opened, Waiting, amount
from catalog.times import day, moment
from catalog.view import View
from layouts.parts import panel
from layouts.shell import icon
from layouts.submit_decide import decision, findings
from layouts.submit_sheet import mapping, sheet
from layouts.submit_where import here
from layouts.tree import Node, h

KINDS = ".xlsx,.xlsm,.xls,.xlsb,.ods,.fods,.et,.csv,.tsv,.html,.htm,.xml"


def page(
    view: View,
    waiting: tuple[Waiting, ...],
    known: tuple[Known, ...],
    opened: Opened | None,
    result: Node,
    megabytes: int,
) -> Node:
    """The whole page; result: what became of the last decision, shown where the draft was."""
    chosen = opened.token if opened else ""
    side = h("div.submit-side", drop(view, megabytes), _waiting(view, waiting, chosen), _known(view, known))
    body = work(view, opened) if opened else result or _how(view)
    return h("div.submit", side, body, key="submit")


def drop(view: View, megabytes: int) -> Node:
    """The drop zone: a label around a file field, so that mouse, keyboard and finger all reach it."""
    told = ("queued", "sending", "reading", "ready", "too_large", "failed")
    places = {"size": "{size}", "limit": "{limit}"}  # known only where the file is
    words = {key: view.word(f"submit_{key}", **places) for key in told}
    field = h("input", type="file", id="submit-files", multiple=True, accept=KINDS, data_megabytes=str(megabytes),
              data_words=_json(words), aria_describedby="submit-rule")  # fmt: skip
    return h(
        "section.panel.submit-drop", icon("upload"), h("b", view.word("submit_drop")),
        h("p", view.word("submit_kinds", limit=megabytes)),
        h("p.submit-rule", view.word("submit_rule"), id="submit-rule"),
        h("label.button.is-primary", view.word("submit_choose"), field), h("ul.submit-queue", id="submit-queue",
        aria_live="polite"), data_panel="drop", aria_label=view.word("submit_drop"), key="drop",
    )  # fmt: skip


def _json(words: Mapping[str, str]) -> str:
    from json import dumps

    return dumps(words, ensure_ascii=False)


def _waiting(view: View, waiting: tuple[Waiting, ...], chosen: str) -> Node:
    """The drafts nobody has decided on; the one that is open is marked."""
    if not waiting:
        return None
    rows = (
        h("li", h("a", h("b", one.workbook, data_verbatim="1"),
                  h("small", view.join(one.who or view.word("submit_unsigned"), moment(one.at))),
                  href=here(view, draft=one.token, sheet="", sel="", at="", tab="", done="", n=""),
                  aria_current="true" if one.token == chosen else None), key=one.token)
        for one in waiting
    )  # fmt: skip
    return panel(view.word("submit_waiting"), h("ul.submit-list", *rows), sub=view.word("submit_files", n=len(waiting)),
                 panel_id="waiting", cls="submit-waiting")  # fmt: skip


def _known(view: View, known: tuple[Known, ...]) -> Node:
    """The layouts remembered last."""
    if not known:
        return None
    rows = (h("li", h("b", view.join(view.region(one.region, full=True), one.form)),
              h("small", view.word("submit_known_line", columns=one.columns, corrections=one.corrections,
                                   date=day(one.at))), key=str(one.id)) for one in known)  # fmt: skip
    return panel(view.word("submit_known"), h("ul.submit-list", *rows), sub=view.word("submit_known_sub"),
                 panel_id="known", cls="submit-known")  # fmt: skip


def _how(view: View) -> Node:
    """Before the first file: what will happen, in order."""
    steps = (h("li", h("b", view.word(f"submit_step_{n}")), h("p", view.word(f"submit_step_{n}_text")))
             for n in range(1, 5))  # fmt: skip
    return panel(view.word("submit_how"), h("ol.submit-how", *steps), panel_id="how", cls="submit-work")


# ------------------------------------------------------------------ a draft
def work(view: View, opened: Opened) -> Node:
    """The draft: what is said of it; sheet, findings, changes and decision, with the mapping beside them."""
    if opened.status == "refused":
        return h("div.submit-work", _head(view, opened), findings(view, opened), decision(view, opened))
    left = h("div.submit-left", sheet(view, opened), findings(view, opened), decision(view, opened))
    both = h("div.submit-both", left, mapping(view, opened))
    known = h("p.notice.submit-carried", view.word("submit_stored", number=opened.stored)) if opened.stored else None
    return h("div.submit-work", _head(view, opened), known, _carried(view, opened), both, key=opened.token)


def _head(view: View, opened: Opened) -> Node:
    """The file's name, what it is, and one sentence about its state."""
    form = view.catalog.forms.get(opened.form)
    name = "" if form is None else f"{form.id} {form.zh if view.lang == 'zh' else form.en}"
    region = view.region(opened.region, full=True) if opened.region else ""
    counts = {severity: sum(one.severity == severity for one in opened.findings) for severity in ("error", "warning")}
    if opened.status == "refused":
        said = view.word("submit_said_refused")
    else:
        told = {name: opened.counts[name] for name in ("figures", "missing", "lines")}
        said = view.word(f"submit_said{amount(opened.counts)}", **told, **counts)
        said += view.word("submit_said_kept", n=opened.counts["kept"]) if opened.counts["kept"] else ""
    return h("header.submit-head", h("h2", opened.workbook, data_verbatim="1"), h("p", said, role="status"),
             h("small", view.join(name, region)))  # fmt: skip


def _carried(view: View, opened: Opened) -> Node:
    """What is remembered of this layout: applied (with a way back), offered, or drifted."""
    if not opened.remembered:
        return None
    drift = _drift(view, opened.drift) if opened.drift else None
    if not opened.carried and drift is None:
        return None
    if opened.applied:
        said, act, number = view.word("submit_applied", n=opened.carried), "submit_undo", 0
    elif opened.carried:
        said, act, number = view.word("submit_offered", n=opened.carried), "submit_apply", opened.remembered
    else:
        return h("div.notice.submit-carried", h("p", view.word("submit_drifted")), drift, role="status")
    button = h("button.button", view.word(act), type="button", data_act="submit-layout", data_layout=str(number),
               data_token=opened.token)  # fmt: skip
    return h("div.notice.submit-carried", h("p", said), button, drift, role="status")


def _drift(view: View, drift: Drifted) -> Node:
    lines = [view.word("submit_moved", name=name, was=was, now=now) for name, was, now in drift.moved]
    lines += [view.word("submit_shifted", n=drift.shifted)] if drift.shifted else []
    lines += [view.word("submit_vanished", name=name) for name in drift.vanished]
    lines += [view.word("submit_new_column", name=name) for name in drift.new]
    return h("ul", *(h("li", line) for line in lines))
