"""Arithmetic that a sheet prints itself is worked out again: totals, subtotals, growth, completion, gap, ranks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from string import ascii_uppercase

from catalog.records import Finding, Observation
from loaders.in_unit import alike, based, factor, in_own, said, slack
from loaders.knowledge import know, plain
from loaders.meaning import Meant
from loaders.most import at_most
from loaders.numbers import amount
from loaders.one_cell import one_each
from loaders.saying import plain_number, say

_SCIENTIFIC = re.compile(r"[+-]?(\d+(?:\.\d+)?)[eE]\+(\d{1,2})")
_WORDS = ("完成率", "完成进度", "序时进度", "差距", "差额", "上月", "同比", "增减", "全年", "原报", "更正")
_DERIVED = set(_WORDS) - {"上月", "原报", "更正"}


def checked(meant: Meant) -> list[Finding]:
    """Findings, each naming the cell, what it prints and what comes out when worked out again."""
    return worked_out(meant.observations)


def worked_out(observations: Iterable[Observation]) -> list[Finding]:
    """The same for the observations of one table."""
    cells = [o for o in observations if o.printed is not None]
    found: list[Finding] = []
    if any(o.role in ("total", "subtotal") for o in cells):
        for group in _groups(cells).values():
            found += _totals(group)
    found += _rows(cells)
    found += _shortened(cells)
    return at_most(one_each(found))


def _shortened(cells: list[Observation]) -> list[Finding]:
    """1.23E+08 as text: a spreadsheet wrote what it showed, and the digits it did not show are gone."""
    return [
        say("scientific_text", "warning", o.ref, found=o.text, limit=f"{o.printed:.0f}")
        for o in cells
        if ("E" in o.text or "e" in o.text)
        and (short := _SCIENTIFIC.fullmatch(o.text.strip()))
        and len(short[1].replace(".", "")) <= int(short[2])
    ]


def _groups(cells: list[Observation]) -> dict[tuple[object, ...], list[Observation]]:
    """Cells that add up over areas: same indicator words, measure and period."""
    groups: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for o in cells:
        additive = o.indicator is None or know().catalog.indicators[o.indicator].regions == "sum"
        if o.measure in ("value", "ytd", "target", "last_year") and additive and o.unit not in ("%", "‰"):
            groups[o.indicator or o.indicator_text, o.measure, o.period].append(o)
    return groups


def _totals(group: list[Observation]) -> list[Finding]:
    """合计 against the sum of its areas, 小计 against the areas of its group."""
    regions = know().catalog.regions
    parts = {o.region: o for o in group if o.role == "region" and o.region}
    found = []
    for total in (o for o in group if o.role in ("total", "subtotal") and o.region in regions):
        inside = [o for code, o in parts.items() if _within(code, total)] or [
            o for code, o in parts.items() if _below(code, total)
        ]
        if len(inside) < 2 or total.indicator is None:
            continue
        inside += _proper(group, total)
        again, allowed = sum(map(based, inside)), slack([total, *inside])
        gap = based(total) - again
        if alike([total, *inside]) and abs(gap) > allowed and not _nameless(group, gap, allowed):
            what = ("各地区之和", "the sum of the areas")
            found.append(_finding("total_mismatch", total, said(total, again), what))
    return found


def _nameless(group: list[Observation], gap: float, allowed: float) -> bool:
    """Whether a total lacks just what stands in rows whose area is not known: that is asked there, and once."""
    lost = [based(o) for o in group if o.role == "region" and o.region is None]
    return any(abs(gap - part) <= allowed for part in (*lost, sum(lost))) if lost else False


def _proper(group: list[Observation], total: Observation) -> list[Observation]:
    """省本级: what the province itself has, a part of its total beside the cities (R23)."""
    known = know().catalog.regions.get(total.region or "")
    return [o for o in group if o.role == "residual"] if known and known.level == "province" else []


def _within(code: str, total: Observation) -> bool:
    regions = know().catalog.regions
    part, whole = regions.get(code), regions.get(total.region or "")
    if part is None or whole is None:
        return False
    if whole.level == "area":
        return part.area == whole.area or part.parent == whole.code
    return part.parent == whole.code


def _below(code: str, total: Observation) -> bool:
    """A county of a city of the province, in a table of counties only."""
    regions = know().catalog.regions
    part = regions.get(code)
    city = regions.get(part.parent) if part and part.level == "county" else None
    return city is not None and city.parent == total.region


# ------------------------------------------------------------------ along a row
def _rows(cells: list[Observation]) -> list[Finding]:
    kinds: dict[int, str] = {}
    for o in cells:
        if id(o.column) not in kinds:
            kinds[id(o.column)] = _kind(o)
    if not _DERIVED & set(kinds.values()):
        return _ratios(cells)
    rows: dict[tuple[str, object], dict[str, list[Observation]]] = {}
    for o in cells:
        row = rows.setdefault((o.ref.cell.lstrip(ascii_uppercase), o.region), {})
        row.setdefault(kinds[id(o.column)] if o.column else _kind(o), []).append(o)
    found: list[Finding] = []
    for row in rows.values():
        found += _growth(row) + _completion(row) + _gap(row) + _whole_year(row) + _corrected(row)
    return found + _ratios(cells)


def _kind(o: Observation) -> str:
    """What a column's header makes of it: one of the derived words, else its measure."""
    leaf = plain(o.column[0][-1].text) if o.column else ""
    return next((word for word in _WORDS if word in leaf), o.measure)


def _growth(row: dict[str, list[Observation]]) -> list[Finding]:
    """同比 against the printed figure and last year's, to a tenth of a point."""
    printed = row.get("同比", []) + row.get("增减", [])
    base, now = row.get("last_year", []), row.get("ytd", []) or row.get("value", [])
    if (
        len(printed) != 1
        or len(base) != 1
        or len(now) != 1
        or not base[0].printed
        or "%" not in printed[0].text + printed[0].unit
    ):
        return []
    return _compare(
        printed[0], 100 * (based(now[0]) / based(base[0]) - 1), ("本期与上年同期", "growth on last year")
    )


def _completion(row: dict[str, list[Observation]]) -> list[Finding]:
    printed = row.get("完成率", []) + row.get("完成进度", [])
    target, now = row.get("target", []), row.get("ytd", []) or row.get("value", [])
    if len(printed) != 1 or len(target) != 1 or len(now) != 1 or not target[0].printed:
        return []
    return _compare(printed[0], 100 * based(now[0]) / based(target[0]), ("累计与目标", "year to date over target"))


def _gap(row: dict[str, list[Observation]]) -> list[Finding]:
    rate, time, gap = row.get("完成率", []), row.get("序时进度", []), row.get("差距", [])
    if len(rate) != 1 or len(time) != 1 or len(gap) != 1:
        return []
    return _compare(
        gap[0],
        (rate[0].printed or 0) - (time[0].printed or 0),
        ("完成率与序时进度之差", "completion less time progress"),
    )


def _whole_year(row: dict[str, list[Observation]]) -> list[Finding]:
    """全年 against its months, when every month is there as a figure of its own."""
    months = [o for o in row.get("value", []) if o.period and "-" in o.period]
    whole = [o for o in row.get("全年", []) if o.period and "-" not in o.period]
    if len(whole) != 1 or len(months) < 2 or len({o.period for o in months}) != len(months):
        return []
    total, cells = sum(map(based, months)), [whole[0], *months]
    same = not alike(cells) or abs(based(whole[0]) - total) <= slack(cells)
    what = ("各月之和", "the sum of the months")
    return [] if same else [_finding("total_mismatch", whole[0], said(whole[0], total), what)]


def _corrected(row: dict[str, list[Observation]]) -> list[Finding]:
    """差额 of a correction letter: corrected less reported before."""
    old, new, gap = row.get("原报", []), row.get("更正", []), row.get("差额", [])
    if not (len(old) == len(new) == len(gap) == 1):
        return []
    if not alike([*old, *new, *gap]):
        return []
    again = in_own(gap[0], based(new[0]) - based(old[0]))
    return _compare(gap[0], again, ("更正数减原报数", "corrected less reported"))


def _ratios(cells: list[Observation]) -> list[Finding]:
    """A printed ratio of the catalogue against its parts, where the sheet has both for the area."""
    book = know().catalog.indicators
    figures = {(o.indicator, o.region, o.period): o for o in cells if o.measure == "value" and o.role != "memo"}
    found = []
    for (id, region, period), o in figures.items():
        own = book.get(id or "")
        if own is None or not own.numerator or not own.denominator:
            continue
        above = [figures.get((i, region, period)) for i in own.numerator]
        below = [figures.get((i, region, period)) for i in own.denominator]
        whole = sum((p.value or 0.0) for p in below if p)
        if None not in above and None not in below and whole:
            again = own.scale * sum((p.value or 0.0) for p in above if p) / whole
            own_unit = know().catalog.units.get(own.unit)
            again *= own_unit.factor / factor(o) if own_unit and own_unit.factor else 1.0
            found += _compare(o, again, ("分子与分母", "numerator over denominator"))
    return found


def _compare(o: Observation, again: float, what: tuple[str, str]) -> list[Finding]:
    got = amount(o.text.strip())
    digits = len(o.text.rsplit(".", 1)[1].rstrip("%）)")) if "." in o.text else 0
    allowed = 0.5 * 10.0**-digits + 0.051
    printed = o.printed if got is None or got.value is None else got.value
    return (
        []
        if printed is None or abs(printed - again) <= allowed
        else [_finding("derived_mismatch", o, plain_number(round(again, 2)), what)]
    )


def _finding(code: str, o: Observation, again: str, what: tuple[str, str]) -> Finding:
    what_zh, what_en = what
    return say(code, "warning", o.ref, found=o.text.strip(), limit=again, what_zh=what_zh, what_en=what_en)
