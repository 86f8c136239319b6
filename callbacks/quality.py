"""数据质量: the findings that the address asks for, and what stands beside them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence

from answers.desk import Desk
from callbacks.content import Content, page_name
from catalog.checks import FAMILIES, SEVERITIES, checks
from catalog.quality import Remark
from catalog.remarks import form_name, rule_name, state_of
from catalog.settings import settings
from catalog.view import View
from exports.problems import problem_list
from exports.records import Document
from layouts import quality as page
from layouts.parts import headline
from layouts.shell import select
from layouts.tree import Node
from review.quality import quality

STATES = ("open", "explained", "agreed")
EVERY, NOTE = "all", "note"


def draw(desk: Desk, view: View) -> Content:
    """The page; its filters are keys of the address: rule, city, form, sev, say (the state) and m (the month)."""
    found = quality(desk.engine)
    shown = fitting(view, found.remarks)
    top = headline(view, sentence(view, found.remarks), view.word("quality_aside"))
    body = (top, page.quality(view, found, shown, settings(os.environ).who))
    return Content(page_name(view, "quality"), desk.state().sample, controls(view, found.remarks), body, present=False,
                   export=bool(shown))  # fmt: skip


def listed(desk: Desk, view: View) -> tuple[Document, View]:
    """The findings that fit as a table to take away, and the view it is of."""
    found = fitting(view, quality(desk.engine).remarks)
    return problem_list(view, found, sample=desk.state().sample), view


def fitting(view: View, remarks: Iterable[Remark]) -> list[Remark]:
    """Those that fit every filter: what waits first, then by gravity, the newest month first. Notes, which nobody has
    to answer, come only when they are asked for (sev=note, sev=all, or their rule)."""
    asked = dict(view.scope.extra)
    wanted = {"rule": asked.get("rule"), "form": asked.get("form"), "sev": asked.get("sev"), "say": asked.get("say"),
              "m": asked.get("m"), "city": view.scope.city}  # fmt: skip

    if wanted["sev"] == EVERY:
        wanted["sev"] = None
    elif not wanted["sev"] and not wanted["rule"]:
        remarks = [one for one in remarks if one.severity != NOTE]

    def _fits(one: Remark) -> bool:
        own = {"rule": one.code, "form": one.form, "sev": one.severity, "say": state_of(one), "m": one.month,
               "city": one.region}  # fmt: skip
        return all(not value or own[key] == value for key, value in wanted.items())

    found = sorted(filter(_fits, remarks), key=lambda one: one.month, reverse=True)
    order, often = (*STATES, NOTE), Counter(one.code for one in found)
    # what is rare first: a rule that fails twenty times must not hide one that fails once
    return sorted(found, key=lambda one: (order.index(state_of(one)), SEVERITIES.index(one.severity), often[one.code],
                                          one.code))  # fmt: skip


def sentence(view: View, remarks: Sequence[Remark]) -> str:
    """How many findings there are, how grave, and what became of them."""
    if not remarks:
        return view.word("quality_headline_none")
    grave = Counter(one.severity for one in remarks)
    states = Counter(state_of(one) for one in remarks)
    first = min((one.month for one in remarks if one.month), default="")
    return view.word(
        "quality_headline", months=view.period(first) if first else "", n=len(remarks), open=states["open"],
        explained=states["explained"] + states["agreed"], agreed=states["agreed"],
        **{severity: grave[severity] for severity in SEVERITIES},
    )  # fmt: skip


def controls(view: View, remarks: Sequence[Remark]) -> tuple[Node, ...]:
    """The filters with what there is to choose, each with how many."""
    asked = dict(view.scope.extra)
    rules = Counter(one.code for one in remarks)
    cities = Counter(one.region for one in remarks if one.region)
    forms = Counter(one.form for one in remarks if one.form)

    def _counted(name: str, n: int) -> str:
        return f"{name}{view.bracket(str(n))}"

    by_family = tuple(
        (view.word(f"check_{family}"), "", tuple((code, _counted(rule_name(view, code), rules[code]))
                                                 for code, rule in checks().items()
                                                 if rule.family == family and code in rules)) for family in FAMILIES
    )  # fmt: skip
    known = tuple((code, _counted(view.region(code), cities[code])) for code in view.catalog.cities if code in cities)
    listed = tuple((form, _counted(form_name(view, form), forms[form])) for form in sorted(forms))
    severities = tuple((one, view.word(f"severity_{one}")) for one in SEVERITIES)
    severities += ((EVERY, view.word("quality_severity_all")),)
    states = tuple((one, view.word(f"quality_state_{one}")) for one in STATES)
    return (
        select(view.word("quality_rule"), "rule", asked.get("rule", ""),
               (("", "", (_every(view, "rule"),)), *(group for group in by_family if group[2]))),
        select(view.word("quality_city"), "city", view.scope.city, (("", "", (_every(view, "city"), *known)),)),
        select(view.word("quality_form"), "form", asked.get("form", ""), (("", "", (_every(view, "form"), *listed)),)),
        select(view.word("quality_severity"), "sev", asked.get("sev", ""),
               (("", "", (_every(view, "severity"), *severities)),)),
        select(view.word("quality_state"), "say", asked.get("say", ""), (("", "", (_every(view, "state"), *states)),)),
    )  # fmt: skip


def _every(view: View, what: str) -> tuple[str, str]:
    """The choice that filters nothing; it says what of, for narrow screens leave the label out."""
    return "", view.word(f"quality_every_{what}")
