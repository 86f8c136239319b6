"""数据质量: where findings are, one by one with what to do about them; beside them what does not agree or move on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from catalog import period as calendar
from catalog.checks import FAMILIES, checks
from catalog.quality import Quality, Remark
from catalog.remarks import city_name, form_name, guidance, period_name, rule_name, sentence_of, state_of
from catalog.times import moment
from catalog.view import View
from layouts.filters import extra
from layouts.parts import Node, empty, panel
from layouts.quality_side import breaks, reconciled, stale
from layouts.tree import h

STEP = 30
STATUS = {"error": "bad", "warning": "warn", "note": "none"}
WAYS = ("rule", "city", "form")


def quality(view: View, found: Quality, shown: Sequence[Remark], signer: str = "") -> Node:
    """`shown` are the findings that fit the filters of the address; signer: who signs where nobody says a name."""
    suspects = sum(one.open and one.code == "scope_change" for one in found.remarks)
    side = (reconciled(view, found.reconciled), stale(view, found.stale), breaks(view, found.breaks, suspects))
    return h("div.quality", h("div.quality-main", spread(view, shown), listed(view, shown, signer)),
             h("div.quality-side", *side))  # fmt: skip


# ------------------------------------------------------------------ the spread
def spread(view: View, shown: Sequence[Remark]) -> Node:
    """Findings by rule, city or form and by month: the last twelve months that have any, and what is earlier."""
    chosen = dict(view.scope.extra).get("by", "")
    way = chosen if chosen in WAYS else "rule"
    tools = tuple(
        h("a", view.word(f"quality_by_{one}"), href=view.href(extra=extra(view, by="" if one == "rule" else one)),
          aria_current="true" if one == way else None, key=one) for one in WAYS
    )  # fmt: skip
    if not shown:
        return panel(view.word("quality_spread"), _nothing(view), tools=tools, panel_id="spread")
    months = sorted({one.month for one in shown if one.month})[-12:]
    counts = Counter((_key(one, way), one.month if one.month in months else "") for one in shown)
    rows = sorted({key for key, _ in counts}, key=lambda key: _order(view, way, key))
    early = any(month == "" for _, month in counts)
    columns = ([""] if early else []) + months
    heads = h("tr", h("th.left", view.word(f"quality_{way}"), scope="col"),
              *(h("th", _month(view, month), scope="col", key=month) for month in columns),
              h("th", view.word("quality_total"), scope="col"))  # fmt: skip
    most = max(counts.values())
    body = (_row(view, way, key, columns, counts, most) for key in rows)
    table = h("table.table.quality-heat", h("caption.sr", view.word("quality_spread")), h("thead", heads),
              h("tbody", *body))  # fmt: skip
    box = h("div.table-wrap", table, tab_index=0, role="region", aria_label=view.word("quality_spread"))
    return panel(view.word("quality_spread"), box, sub=view.word("quality_spread_sub"), tools=tools, panel_id="spread")


def _key(one: Remark, way: str) -> str:
    return {"rule": one.code, "city": one.region, "form": one.form}[way]


def _order(view: View, way: str, key: str) -> tuple[int, str]:
    """Rules by family, cities in their customary order, forms by number."""
    if way == "rule":
        rule = checks().get(key)
        return FAMILIES.index(rule.family) if rule else 99, key
    if way == "city":
        cities = view.catalog.cities
        return cities.index(key) if key in cities else 99, key
    return 0 if key else 99, key


def _month(view: View, month: str) -> Node:
    if not month:
        return view.word("quality_earlier")
    return h("span", calendar.month_name(int(month[5:7]), view.lang), h("small", month[:4]))


def _row(view: View, way: str, key: str, columns: Sequence[str], counts: Counter[tuple[str, str]], most: int) -> Node:
    name = {"rule": rule_name, "city": city_name, "form": form_name}[way](view, key)
    cells = (_count(view, way, key, month, counts[key, month], most, name) for month in columns)
    total = sum(counts[key, month] for month in columns)
    href = _filtered(view, way, key, "") if key else None
    return h("tr", h("th", h("a", name, href=href) if href else name, scope="row"), *cells,
             h("td", h("b", view.number(total))), key=key or "none", data_row=key or "none")  # fmt: skip


def _count(view: View, way: str, key: str, month: str, n: int, most: int, name: str) -> Node:
    if not n:
        return h("td", h("span.quiet", "·", aria_hidden="true"), key=month)
    level = min(4, 1 + int(3 * n / most))
    if not month or not key:
        return h("td", h("span.heat", view.number(n), cls=f"is-{level}"), key=month)
    said = view.join(name, view.period(month), view.word("quality_list_count", n=n))
    link = h("a.heat", view.number(n), href=_filtered(view, way, key, month), cls=f"is-{level}", aria_label=said)
    return h("td", link, key=month)


def _filtered(view: View, way: str, key: str, month: str) -> str:
    """The address with one more filter."""
    if way == "city":
        return view.href(city=key, extra=extra(view, m=month, show=""))
    return view.href(extra=extra(view, m=month, show="", **{way: key}))


# ------------------------------------------------------------------ the list
def listed(view: View, shown: Sequence[Remark], signer: str = "") -> Node:
    """The findings that fit, those that wait first; thirty at a time."""
    if not shown:
        return panel(view.word("quality_list"), _nothing(view), panel_id="findings")
    asked = dict(view.scope.extra).get("show", "")
    most = int(asked) if asked.isdigit() else STEP
    rows = tuple(remark(view, one) for one in shown[:most])
    left = len(shown) - len(rows)
    further = view.href(extra=extra(view, show=str(most + STEP)))
    more = h("a.button", view.word("quality_more", n=min(STEP, left)), href=further) if left > 0 else None
    who = h("label.quality-who", h("span", view.word("quality_who")),
            h("input", type="text", id="quality-who", maxLength=60, autoComplete="name", defaultValue=signer,
              data_unsigned=view.word("store_no_who")))  # fmt: skip
    clear = _clear(view)
    tools = (clear,) if clear else ()
    return panel(view.word("quality_list"), who, h("ul.remarks", *rows), h("p", more) if more else None,
                 sub=view.word("quality_list_count", n=len(shown)), tools=tools, panel_id="findings",
                 foot=view.word("quality_list_left", n=left) if left > 0 else "")  # fmt: skip


def _clear(view: View) -> Node:
    """The way back to everything, where something is filtered."""
    filters = {"rule", "form", "sev", "say", "m"} & set(dict(view.scope.extra))
    if not filters and not view.scope.city:
        return None
    return h("a", view.word("filter_clear"), href=view.href(city="", extra=extra(
        view, rule="", form="", sev="", say="", m="", show="", n="")))  # fmt: skip


def _nothing(view: View) -> Node:
    clear = _clear(view)
    return empty(view, view.word("quality_nothing"), view.word("quality_nothing_why"), *([clear] if clear else []))


def remark(view: View, one: Remark) -> Node:
    """One finding: how grave, which rule, where, what, what to do, what was said."""
    state = state_of(one)
    mark = h("span.status", view.word(f"severity_{one.severity}"), cls=f"is-{STATUS[one.severity]}")
    head = h("p.remark-head", mark, h("b", rule_name(view, one.code)),
             h("span.quiet", view.join(city_name(view, one.region), period_name(view, one), form_name(view, one.form))),
             h("span.remark-state", view.word(f"quality_state_{state}"), cls=f"is-{state}"))  # fmt: skip
    advice = guidance(view, one.code)
    do = h("p.remark-do", view.word("quality_do", text=advice)) if advice and state == "open" else None
    said = h("p.remark-text", h("span", sentence_of(view, one), data_verbatim="1"))
    return h("li", head, said, _place(view, one), do,
             *_said(view, one), _form(view, one), key=one.id, data_code=one.code, data_remark=one.id)  # fmt: skip


def _place(view: View, one: Remark) -> Node:
    """Workbook › sheet › cell; a link to the sources of the figure there."""
    text = " › ".join(part for part in (one.workbook, one.sheet, one.cell) if part)
    if not one.src:
        return h("p.remark-place", h("span", text, data_verbatim="1"))
    return h("p.remark-place", h("a", h("span", text, data_verbatim="1"), href=f"#src={one.src}",
                                 title=view.word("quality_show_figure")))  # fmt: skip


def _said(view: View, one: Remark) -> tuple[Node, ...]:
    """The explanation and the approval, with names and times."""
    if not one.explanation:
        return ()
    told = view.word("quality_said", who=one.who, at=moment(one.at), text=one.said)
    agreed = view.word("quality_agreed", who=one.agreed, at=moment(one.agreed_at)) if one.agreed else ""
    return (h("p.remark-said", told, h("span.quiet", f" {agreed}") if agreed else None, data_verbatim="1"),)


def _form(view: View, one: Remark) -> Node:
    """Words for a finding that waits; a tick for an explanation that nobody has agreed to."""
    if one.severity == "note" or one.agreed:
        return None
    approve = h("button.button", view.word("quality_approve"), type="button", data_act="quality-approve",
                data_name=one.id, data_plainly=view.word("quality_approve"), data_failed=view.word("quality_failed"),
                data_signed=view.word("quality_approve_as", who="{who}")) if one.explanation else None  # fmt: skip
    label = view.join(view.word("quality_explain"), rule_name(view, one.code), one.cell)
    field = h("input", type="text", maxLength=500, placeholder=view.word("quality_explain_hint"), aria_label=label,
              key=f"{one.id}-{one.explanation}")  # fmt: skip
    save = h("button.button", view.word("quality_save"), type="button", data_act="quality-explain", data_name=one.id,
             data_ask=view.word("quality_needs_words"), data_failed=view.word("quality_failed"))  # fmt: skip
    opened = h("details.remark-form", h("summary", view.word("quality_explain")), h("div", field, save))
    return h("div.remark-acts", opened, approve)
