"""Findings, what would change in the store, and the one decision."""

from __future__ import annotations

from catalog.submitting import NOTHING, Noted, Opened, Step, amount
from catalog.view import View
from layouts.parts import panel
from layouts.submit_where import here
from layouts.tree import Node, h

_SHOWN, _STEPS = 60, 60
_STATUS = {"error": "bad", "warning": "warn", "note": "none"}
KINDS = ("changed", "kept", "gone", "new", "unchanged")


# ------------------------------------------------------------------ findings
def findings(view: View, opened: Opened) -> Node:
    """Each finding with its cell (a click shows it on the sheet), its sentence, what to do, and room for words."""
    counts = {kind: sum(one.severity == kind for one in opened.findings) for kind in ("error", "warning", "note")}
    rows = tuple(_finding(view, one, opened) for one in opened.findings[:_SHOWN])
    left = len(opened.findings) - len(rows)
    nothing = h("p.submit-fine", h("span.status.is-ok", view.word("submit_nothing_found"))) if not rows else None
    foot = view.word("submit_more_findings", n=left) if left > 0 else ""
    return panel(view.word("submit_findings"), nothing, h("ul.findings", *rows),
                 sub=view.word("submit_finding_counts", **counts), foot=foot, panel_id="findings",
                 cls="submit-findings")  # fmt: skip


def _finding(view: View, one: Noted, opened: Opened) -> Node:
    mark = h("span.status", view.word(f"severity_{one.severity}"), cls=f"is-{_STATUS[one.severity]}")
    there = one.cell and any(name == one.sheet for name, _ in opened.sheets)
    place = h("a.finding-at", one.cell, href=here(view, sheet=one.sheet, at=one.cell.partition(":")[0]),
              aria_label=view.word("submit_show_cell", cell=f"{one.sheet} {one.cell}")) if there and _drawn(
                  one, opened) else h("span.finding-at", one.cell)  # fmt: skip
    colon = "：" if view.lang == "zh" else ": "
    where, _, sentence = one.text.partition(colon)
    said = sentence if there and "›" in where else one.text
    words = None
    if one.severity != "note" and opened.status != "refused" and one.code != "load_samples_there":
        words = h("input.finding-words", type="text", placeholder=view.word("submit_explain_here"), maxLength=500,
                  data_explain=one.key, aria_label=view.word("submit_explain_cell", cell=one.cell or one.name))
    told = h("p", h("b", one.name) if one.name else None, " " if one.name else None, h("span", said, data_verbatim="1"))
    advice = h("small", one.guidance) if one.guidance else None
    return h("li", mark, place, h("div.finding-said", told, advice, words), key=one.key, data_code=one.code)


def _drawn(one: Noted, opened: Opened) -> bool:
    """Whether the cell can be shown: a long sheet is not drawn whole."""
    face = opened.face
    row = int("".join(filter(str.isdigit, one.cell.partition(":")[0])) or 0)
    return face is None or face.sheet != one.sheet or row in face.rows


# ------------------------------------------------------------------ what would change
def changes(view: View, opened: Opened) -> Node:
    """Counts of the four kinds, and the figures: changed and gone first."""
    chips = tuple(h("li", h("b", view.number(opened.counts[kind])), h("span", view.word(f"submit_{kind}")), key=kind)
                  for kind in KINDS)  # fmt: skip
    shown = [step for step in opened.steps if step.kind != "unchanged"][:_STEPS]
    left = sum(opened.counts[kind] for kind in KINDS if kind != "unchanged") - len(shown)
    registers = tuple(
        h("li", view.word("submit_register_line", name=_register(view, register), region=view.region(region, full=True),
                          period=view.period(period), old=old, new=new), key=f"{register}{region}{period}")
        for register, region, period, old, new in opened.registers
    )  # fmt: skip
    more = h("p.panel-foot", view.word("submit_more_steps", n=left)) if left > 0 else None
    return h("details.submit-changes", h("summary", view.word("submit_changes")), h("ul.change-counts", *chips),
             _steps(view, shown) if shown else None, more, h("ul", *registers) if registers else None,
             open=any(opened.counts[kind] for kind in KINDS[:3]) or None, data_panel="changes")  # fmt: skip


def _register(view: View, id: str) -> str:
    row = view.catalog.registers[id]
    return row.en if view.lang != "zh" else row.zh


def _steps(view: View, steps: list[Step]) -> Node:
    figures = ("submit_old", "submit_new_value")
    names = ("submit_kind", "indicator", "submit_word_region", "reporting_period", *figures, "submit_cell")
    heads = h("tr", *(h("th", view.word(name), scope="col", cls="" if name in figures else "left") for name in names))
    rows = (_step(view, step) for step in steps)
    return h("div.table-wrap", h("table.table", h("thead", heads), h("tbody", *rows)), tab_index=0, role="region",
             aria_label=view.word("submit_changes"))  # fmt: skip


def _step(view: View, step: Step) -> Node:
    measure = "" if step.measure == "value" else view.word(f"measure_{step.measure}")
    name = view.join(view.name(step.indicator, full=True), measure)

    def figure(value: float | None, text: str) -> str:
        return view.value(step.indicator, value) if value is not None else text or "—"

    place = step.new_place or step.old_place
    why = h("small.step-why", step.why) if step.why else None
    cells = (h("td.left", view.word(f"submit_{step.kind}")), h("td.left", name), h("td.left", view.region(step.region)),
             h("td.left", view.period(step.period)), h("td", figure(step.old, step.old_text), title=step.old_place),
             h("td", figure(step.new, step.new_text)), h("td.left", place, why, data_verbatim="1"))  # fmt: skip
    return h("tr", *cells, key="".join(step[:5]), cls=f"is-{step.kind}")


# ------------------------------------------------------------------ the decision
def decision(view: View, opened: Opened) -> Node:
    """Accept, accept with an explanation, return: buttons that say what they will do."""
    if opened.status == "refused":
        only = _buttons(view, opened, (("drop", "submit_drop_draft", ""),))
        return panel(view.word("submit_decision"), h("p", view.word("submit_refused_text")), only, panel_id="decision",
                     cls="submit-decision")  # fmt: skip
    asked = sum(one.severity != "note" and one.code != "load_samples_there" for one in opened.findings)
    word = "submit_accept_explained" if asked else "submit_accept"
    accept = ("explain" if asked else "accept", word + amount(opened.counts), "is-primary")
    label = view.word("submit_text_label_open", n=asked) if asked else view.word("submit_text_label")
    text = h("label.decision-text", h("span", label), h("textarea", rows=2, maxLength=2000, id="submit-text",
             placeholder=view.word("submit_text_hint")))  # fmt: skip
    who = h("label.decision-who", h("span", view.word("submit_who")), h("input", type="text", id="submit-who",
            maxLength=60, autoComplete="name", defaultValue=opened.signer))  # fmt: skip
    keep = h("label.tick-line", h("input", type="checkbox", id="submit-remember", defaultChecked=True),
             h("span", view.word("submit_remember")))  # fmt: skip
    out = h("span", view.word("submit_replace_samples", n=opened.samples))
    samples = h("label.tick-line", h("input", type="checkbox", id="submit-replace"), out) if opened.samples else None
    corrected = opened.counts["corrected"]
    back = h("label.tick-line", h("input", type="checkbox", id="submit-take-back"),
             h("span", view.word("submit_take_back", n=corrected))) if corrected else None  # fmt: skip
    others = (("return", "submit_return", ""), ("drop", "submit_drop_draft", "is-quiet"))
    able = amount(opened.counts) != NOTHING
    chosen = (accept, *others) if able else others
    nothing = None if able else h("p", h("span.status.is-bad", view.word("submit_nothing")))
    return panel(view.word("submit_decision"), nothing, changes(view, opened), h("div.decision-form", text, who),
                 keep if able else None, samples if able else None, back,
                 _buttons(view, opened, chosen), panel_id="decision", cls="submit-decision",
                 sub=view.word("submit_nothing_stored"))  # fmt: skip


def _buttons(view: View, opened: Opened, chosen: tuple[tuple[str, str, str], ...]) -> Node:
    ask = {"drop": view.word("submit_drop_sure"), "return": view.word("submit_needs_reason")}
    told = {name: opened.counts[name] for name in ("figures", "missing", "lines")}
    buttons = (h("button.button", view.word(word, **told), type="button", data_act="submit-decide",
                 data_decision=decision, data_token=opened.token, data_ask=ask.get(decision), cls=cls, key=decision,
                 data_unsigned=view.word("store_no_who"))
               for decision, word, cls in chosen)  # fmt: skip
    return h("div.decision-buttons", *buttons, h("p.decision-said", id="submit-said", role="alert"))
