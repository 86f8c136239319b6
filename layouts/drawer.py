"""The drawer of a figure: what it is, how it is worked out from its parts, and the cells of the parts area by area."""

from __future__ import annotations

from catalog import format as form
from catalog import period as calendar
from catalog.origins import Asking, Chain, Side, Term
from catalog.pointing import over, written
from catalog.view import View
from layouts.drawer_cells import dated, spaced, term_cells
from layouts.shell import icon
from layouts.tree import Node, h

RATES = ("completion", "growth", "deviation")
_NAMES = {"value": "value_of", "target": "column_target", "completion": "column_completion",
          "deviation": "column_deviation", "difference": "column_difference"}  # fmt: skip


def head(view: View, chain: Chain) -> Node:
    """Whose figure, of when; its name with the figure; the way out."""
    kpi, asking = chain.kpi, chain.asking
    span = calendar.span_text(kpi.period, "month" if asking.measure == "target" else kpi.basis, view.lang)
    said = view.join(view.word("drawer_label"), whose(view, chain), dated(view, kpi.period[:4], span))
    tag = h("span.tag-sample", view.word("sample_data")) if chain.sample else None
    shown = figure(view, chain) if chain.figure is not None else view.word(f"why_{chain.why}")
    title = h("h2", f"{name(view, asking)} ", h("b.num", shown), id="drawer-title", tab_index=-1)
    return h("header.drawer-head", h("div", h("p", said, tag), title), _close(view), key="head")


def plain_head(view: View) -> Node:
    """The head of a drawer that has nothing to show."""
    title = h("h2", view.word("drawer_label"), id="drawer-title", tab_index=-1)
    return h("header.drawer-head", h("div", title), _close(view), key="head")


def _close(view: View) -> Node:
    return h("button.button.is-square", icon("close"), type="button", data_act="undraw", aria_label=view.word("close"),
             title=f"{view.word('close')} (Esc)")  # fmt: skip


def whose(view: View, chain: Chain) -> str:
    """全省, 珠三角, 茂名市; 已报送19市 where a city of several is missing (R17)."""
    kpi = chain.kpi
    if kpi.reported < kpi.expected and kpi.expected > 1 and kpi.reported:
        return view.join(view.region(kpi.region, full=True), view.word("say_reported", n=kpi.reported))
    return view.region(kpi.region, full=True)


def name(view: View, asking: Asking) -> str:
    """本年新增就业, 新增就业完成率, 新增就业同比."""
    own = view.name(asking.indicator)
    if asking.measure in ("previous", "growth"):
        return view.word(f"column_{asking.measure}_{view.scope.compare}", name=own)
    if asking.measure == "value":
        return view.word("ytd_name", name=own) if asking.basis == "ytd" else own
    return view.word(_NAMES[asking.measure], name=own)


def figure(view: View, chain: Chain) -> str:
    """The figure in full, in its own unit."""
    kpi, value = chain.kpi, chain.figure or 0.0
    measure, unit = chain.asking.measure, view.unit(kpi.indicator)
    if measure == "completion":
        return view.percent(value)
    if measure == "growth":
        return form.growth_words(value, kpi.growth_kind, view.catalog, view.lang)
    if measure == "deviation" and kpi.time_progress is not None:
        return form.points(value, view.lang) if value < 0 else "+" + form.points(value, view.lang)
    amount = view.value(kpi.indicator, value) + spaced(view, unit)
    if measure in ("deviation", "difference"):
        return amount if value < 0 else f"+{amount}"
    return form.qualified(amount, kpi.qualifier if measure == "value" else "eq", view.catalog, view.lang)


def body(view: View, chain: Chain, chosen: int) -> Node:
    """How it is worked out, then each part's cells; or why there is no figure."""
    if not chain.sides:
        return h("section.drawer-part", *_nothing(view, chain), key="why")
    terms = [(side, term) for side in chain.sides for term in (*side.top, *side.bottom)]
    parts = (term_cells(view, chain, side, term, chosen, first=i == 0) for i, (side, term) in enumerate(terms))
    return h("div.drawer-chain", _formula(view, chain), *parts, key="chain")


def _nothing(view: View, chain: Chain) -> tuple[Node, ...]:
    why, kpi = chain.why or "not_reported", chain.kpi
    missing = h("p", view.word("drawer_missing", cities=view.regions(kpi.silent))) if kpi.silent else None
    said = (h("p", _lacking(view, region, months), key=region) for region, months in kpi.partial)
    task = None
    if kpi.target and kpi.value is None:
        amount = view.value(kpi.indicator, kpi.target) + spaced(view, view.unit(kpi.indicator))
        task = h("p", view.word("drawer_task", year=view.period(kpi.period[:4]), target=amount))
    return h("h3", view.word("drawer_no_figure")), task, h("p", view.word(f"drawer_why_{why}")), missing, *said


def _lacking(view: View, region: str, months: tuple[str, ...]) -> str:
    """茂名缺2026年3月，没有算进去。"""
    named = view.word("list_comma").join(view.period(month) for month in months)
    return view.word("drawer_lacking", city=view.region(region), months=named)


# ------------------------------------------------------------------ the formula
def _formula(view: View, chain: Chain) -> Node:
    shown = figure(view, chain) if chain.figure is not None else view.word(f"why_{chain.why}")
    result = h("b.num", shown)
    lines = _lines(view, chain)
    line = h("p.formula", h("span", name(view, chain.asking)), " = ", *lines, " = ", result)
    return h("section.drawer-part", h("h3", view.word("drawer_how")), line, *_notes(view, chain), key="how")


def _lines(view: View, chain: Chain) -> tuple[Node, ...]:
    """The right side of the equation with the live numbers."""
    sides, measure = {side.name: side for side in chain.sides}, chain.asking.measure
    if measure in ("completion", "deviation") and {"done", "target"} <= sides.keys():
        made = fraction(_words(view, chain, sides["done"]), _words(view, chain, sides["target"]))
        live = fraction(_live(view, chain, sides["done"]), _live(view, chain, sides["target"]))
        if measure == "completion":
            return made, " = ", live
        elapsed = chain.kpi.time_progress
        if elapsed is not None:
            return live, " − ", view.word("time_progress_text", pct=view.percent(elapsed))
        return _live(view, chain, sides["done"]), " − ", _live(view, chain, sides["target"])
    if {"now", "then"} <= sides.keys():
        return _change(view, chain, sides["now"], sides["then"])
    side = chain.sides[0]
    if not side.bottom:
        return (_summed(side, view).strip(" （）()"),)
    over_, under = (_joined(view, side, terms) for terms in (side.top, side.bottom))
    live = fraction(*(" + ".join(view.value(t.indicator, t.value) for t in terms) for terms in (side.top, side.bottom)))
    return fraction(over_, under), " = ", live


def fraction(top: Node, bottom: Node) -> Node:
    return h("span.fraction", h("span", top), h("span", bottom))


def _joined(view: View, side: Side, terms: tuple[Term, ...]) -> str:
    return " + ".join(view.name(term.indicator) for term in terms) + _summed(side, view)


def _words(view: View, chain: Chain, side: Side) -> str:
    """本年新增就业（19市之和）, 年度目标（同19市之和）."""
    asking = chain.asking._replace(measure="target" if side.name == "target" else "value",
                                   basis="ytd" if side.name == "done" and not side.bottom and
                                   side.top[0].way == "ytd" else chain.asking.basis)  # fmt: skip
    return (view.word("target") if side.name == "target" else name(view, asking)) + _summed(side, view)


def _summed(side: Side, view: View) -> str:
    rows = side.top[0].rows
    if side.weighted:
        return view.bracket(view.word("drawer_weighted"))
    if len(rows) > 1:
        same = side.name in ("target", "then")
        return view.bracket(view.word("drawer_sum_same" if same else "drawer_sum", n=len(rows)))
    cells = len(rows[0].cells)
    return view.bracket(view.word(f"drawer_row_{rows[0].how}", n=cells))


def _live(view: View, chain: Chain, side: Side) -> Node:
    """A side's number, which opens the sources of its own."""
    shown = "—" if side.value is None else view.value(chain.asking.indicator, side.value)
    wanted = "target" if side.name == "target" else "value"
    basis = side.top[0].way if side.top[0].way in ("ytd", "month", "end") else chain.asking.basis
    period = chain.kpi.period if side.name in ("target", "done") else side.period
    region = over(chain.kpi.region, tuple(row.region for row in side.top[0].rows), view.catalog)
    key = written(Asking(chain.asking.indicator, region, period, chain.asking.basis if side.bottom else basis, wanted))
    if wanted == "target" or key == written(chain.asking):
        key = written(Asking(chain.asking.indicator, region, period, chain.asking.basis, wanted))
    return h("a.figure.num", shown, href=f"#src={key}")


def _change(view: View, chain: Chain, now: Side, then: Side) -> tuple[Node, ...]:
    live = _live(view, chain, now), _live(view, chain, then)
    if chain.asking.measure == "previous":
        return (live[1],)
    minus = (live[0], " − ", live[1])
    if chain.asking.measure == "difference" or chain.kpi.growth_kind == "pp":
        return minus
    return (fraction(h("span", *minus), live[1]),)


def _notes(view: View, chain: Chain) -> tuple[Node, ...]:
    """What must be said beside the arithmetic: whose figures are not in it, that rates are not averaged, rounding."""
    kpi, side = chain.kpi, chain.sides[0]
    said = []
    if side.bottom and len(side.top[0].rows) > 1:
        said.append(view.word("drawer_ratio_of_sums"))
    if kpi.silent and kpi.reported:
        said.append(view.word("drawer_without", cities=view.regions(kpi.silent)))
    said += [_lacking(view, region, months) for region, months in kpi.partial if kpi.reported]
    if {"now", "then"} & {one.name for one in chain.sides} and kpi.same_set and kpi.same_set < kpi.reported:
        said.append(view.word("drawer_same_set", n=kpi.same_set))
    said.append(view.word("drawer_rounding"))
    return (h("p.quiet", ("" if view.lang == "zh" else " ").join(said)),)


def foot(view: View, chain: Chain) -> Node:
    """Copy the link, see only this city."""
    copy = h("button.button", icon("link"), view.word("copy_link"), type="button", data_act="link",
             data_told=view.word("copied_link"))  # fmt: skip
    pin = h("button.button", icon("copy"), view.word("pinned_link"), type="button", data_act="pin",
            data_version=view.scope.version or f"r{chain.revision}", data_told=view.word("copied_pinned"))  # fmt: skip
    city = chain.kpi.region if chain.kpi.region in view.catalog.cities else ""
    if not city:
        return h("footer.drawer-foot", copy, pin, key="foot")
    only = h("a.button", icon("city"), view.word("drawer_only_city"), href=view.href("/city", city=city, indicator=""))
    return h("footer.drawer-foot", copy, pin, only, key="foot")
