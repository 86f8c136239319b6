"""Relations a form must fulfil: the catalogue's identities (A=B+C+D+L, 室+墙=总数) and those a form prints itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from catalog.checks import Relation, relations
from catalog.records import Finding, Observation
from loaders.in_unit import said
from loaders.knowledge import know
from loaders.most import at_most
from loaders.parts import CODE, Parts
from loaders.saying import say
from loaders.view import View

_RELATION = re.compile(r"[(（](\d{1,3})[)）]\s*(≥|>=|≤|<=|=|＝)\s*([(（]\d{1,3}[)）](?:\s*[+＋]\s*[(（]\d{1,3}[)）])*)")
_SIGNS = {"=": "应等于", ">=": "应不小于", "<=": "应不大于"}


@lru_cache(maxsize=1)
def _known() -> tuple[Relation, ...]:
    """Those of relations.csv that a sheet can be held against by itself."""
    return tuple(relation for relation in relations() if relation.check == "identity")


def identities(observations: list[Observation]) -> list[Finding]:
    """The catalogue's identities, wherever a sheet has all figures of one."""
    there = {o.indicator for o in observations}
    fitting = [r for r in _known() if r.whole in there and all(p in there for p in r.parts)]
    if not fitting:
        return []
    by_place: dict[tuple[object, ...], dict[str, Observation]] = defaultdict(dict)
    for o in observations:
        if o.indicator and o.measure == "value" and o.role != "memo" and o.value is not None:
            by_place[o.region, o.period, o.role][o.indicator] = o
    return at_most(f for figures in by_place.values() for r in fitting if (f := _check(r, figures)))


def printed_relations(view: View, made: Parts, observations: list[Observation]) -> list[Finding]:
    """审核关系 lines such as (01)≥(02)+(03), held against every figure column of the form."""
    codes = _codes(view, made)
    printed = [
        _relation(m) for row in made.band.after for c in view.rows[row] for m in _RELATION.finditer(view.text(row, c))
    ]
    if not codes or not printed:
        return []
    columns: dict[str, dict[str, Observation]] = defaultdict(dict)
    for o in observations:
        row = int(re.sub(r"\D", "", o.ref.cell))
        if row in codes and o.printed is not None and o.measure in ("value", "ytd", "last_year"):
            columns[re.sub(r"\d", "", o.ref.cell)][codes[row]] = o
    return at_most(f for figures in columns.values() for r in printed if (f := _check(r, figures)))


def _codes(view: View, made: Parts) -> dict[int, str]:
    columns = made.columns(CODE)
    return {r: t.zfill(2) for r in made.band.body for c in columns[:1] if (t := view.text(r, c)).isdigit()}


def _relation(found: re.Match[str]) -> Relation:
    sign = {"≥": ">=", "≤": "<=", "＝": "="}.get(found[2], found[2])
    parts = tuple(code.zfill(2) for code in re.findall(r"\d{1,3}", found[3]))
    return Relation(found[0], "identity", found[1].zfill(2), sign, 1.0, parts, 0.0)


def _check(r: Relation, figures: Mapping[str, Observation]) -> Finding | None:
    if r.whole not in figures or not all(p in figures for p in r.parts):
        return None
    whole = figures[r.whole].value or 0.0
    total = sum(figures[p].value or 0.0 for p in r.parts)
    holds = {"=": abs(whole - total) < 1e-6, ">=": whole >= total - 1e-6, "<=": whole <= total + 1e-6}[r.relation]
    return None if holds else _finding(r, figures, whole, total)


def _finding(r: Relation, figures: Mapping[str, Observation], whole: float, total: float) -> Finding:
    """Said in the unit of the whole's own cell, in each language with its own names."""
    at = figures[r.whole]
    cells = [figures[p].ref.cell for p in r.parts]
    blanks: dict[str, object] = {"found": said(at, whole), "total": said(at, total)}
    for lang, sign, join, inside in (("zh", _SIGNS[r.relation], "、", "（{}）"), ("en", r.relation, ", ", " ({})")):
        names = "+".join(_name(p, lang) for p in r.parts)
        blanks |= {f"what_{lang}": _name(r.whole, lang), f"sign_{lang}": sign,
                   f"limit_{lang}": names + inside.format(join.join(cells))}  # fmt: skip
    return say("identity", "warning", at.ref, **blanks)


def _name(id: str, lang: str) -> str:
    known = know().catalog.indicators.get(id)
    if known is None:
        return f"（{id}）" if lang == "zh" else f"({id})"
    return f"“{known.zh}”" if lang == "zh" else f"“{known.en}”"
