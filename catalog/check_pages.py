"""Writes docs/checks.md from the registry: `python -m catalog.check_pages`. A test fails when the page is stale."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from catalog.book import load
from catalog.checks import FAMILIES, Check, Relation, checks, relations
from catalog.entries import Catalog
from catalog.rules import load as load_rules

PAGE = Path(__file__).resolve().parent.parent / "docs" / "checks.md"
# The numbers of rules.csv that a check goes by.
NUMBERS = {
    "stock_jump": ("history_least", "history_months", "jump_mads", "jump_floor_percent", "jump_floor_count"),
    "cumulative_jump": ("history_least", "history_months", "jump_mads", "flow_floor_factor", "jump_floor_percent"),
    "flow_outlier": ("history_least", "history_months", "flow_mads", "flow_floor_factor"),
    "scope_change": ("break_percent", "small_base"),
    "unit_slip": ("slip_factor", "slip_width"),
    "missing_area": ("summary_least",),
    "copied_month": ("copied_least",),
    "small_count": ("small_count_high",),
    "small_base": ("rate_min_denominator",),
    "history_short": ("history_least",),
}


def page(catalog: Catalog) -> str:
    """Every check by family, then every relation, as Markdown, Chinese first."""
    return "\n".join(_lines(catalog)) + "\n"


def _lines(catalog: Catalog) -> Iterable[str]:
    zh, en = catalog.words["zh"], catalog.words["en"]
    yield "# 校验规则 Checks"
    yield ""
    yield "由 `python -m catalog.check_pages` 从 `data/catalog` 生成，请勿手改。Generated: do not edit."
    yield ""
    yield f"{zh['checks_page_text']} {en['checks_page_text']}"
    for family in FAMILIES:
        members = [check for check in checks().values() if check.family == family]
        yield ""
        yield f"## {zh[f'check_{family}']} {en[f'check_{family}']}（{len(members)}）"
        for check in members:
            yield from _check(check, catalog)
    yield from _relations(catalog)


def _check(check: Check, catalog: Catalog) -> Iterable[str]:
    zh, en = catalog.words["zh"], catalog.words["en"]
    severity = f"severity_{check.severity}"
    yield ""
    yield f"### {check.zh} {check.en}"
    yield f"`{check.id}` · {zh[severity]} {en[severity]}"
    yield ""
    yield f"- {check.guidance_zh} {check.guidance_en}"
    numbers = load_rules().numbers
    if named := NUMBERS.get(check.id):
        yield "- " + "；".join(f"`{name}` = {numbers[name]:g}" for name in named)


def _relations(catalog: Catalog) -> Iterable[str]:
    zh, en = catalog.words["zh"], catalog.words["en"]
    yield ""
    yield f"## {zh['check_relations']} {en['check_relations']}（{len(relations())}）"
    yield ""
    for one in relations():
        allowed = f"（±{one.tolerance:g}%）" if one.tolerance else ""
        yield f"- `{one.id}` → `{one.check}`：{_sides(one, catalog)}{allowed}"


def _sides(one: Relation, catalog: Catalog) -> str:
    sign = {"=": "＝", ">=": "≥", "<=": "≤"}[one.relation]
    times = "" if one.times == 1 else f"{one.times:g} × "
    return f"{_name(one.whole, catalog)} {sign} {times}{' + '.join(_name(part, catalog) for part in one.parts)}"


def _name(name: str, catalog: Catalog) -> str:
    register = catalog.registers.get(name.removeprefix("register:"))
    if register is not None:
        return f"{register.zh}行数"
    return catalog.indicators[name].zh


if __name__ == "__main__":
    PAGE.write_text(page(load()), encoding="utf-8")
