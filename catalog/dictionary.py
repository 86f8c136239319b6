"""Writes docs/indicators.md from the catalogue: `python -m catalog.dictionary`. A test fails when the page is stale."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from catalog.book import load
from catalog.entries import Catalog
from catalog.records import Indicator

PAGE = Path(__file__).resolve().parent.parent / "docs" / "indicators.md"
_GROUPS = ("core", "extended", "part", "published")


def page(catalog: Catalog) -> str:
    """The whole dictionary as Markdown, Chinese first, every indicator in file order, by group and theme."""
    return "\n".join(_lines(catalog)) + "\n"


def formula(indicator: Indicator, catalog: Catalog, lang: str = "zh") -> str:
    """(已就业人数) ÷ (已就业人数 + 待就业人数) × 100%, empty for what is counted and not worked out."""
    if not indicator.numerator:
        return ""
    above, below = (_sum(ids, catalog, lang) for ids in (indicator.numerator, indicator.denominator))
    return f"{above} ÷ {below}" + (" × 100%" if indicator.scale == 100 else "")


def _sum(ids: Iterable[str], catalog: Catalog, lang: str) -> str:
    named = [catalog.indicators[id].zh if lang == "zh" else catalog.indicators[id].en for id in ids]
    if len(named) == 1:
        return named[0]
    return ("（{}）" if lang == "zh" else "({})").format(" + ".join(named))


def _lines(catalog: Catalog) -> Iterable[str]:
    yield "# 指标目录 Indicator dictionary"
    yield ""
    yield "由 `python -m catalog.dictionary` 从 `data/catalog` 生成，请勿手改。Generated: do not edit."
    for group in _GROUPS:
        members = [indicator for indicator in catalog.indicators.values() if indicator.group == group]
        yield ""
        zh, en = (catalog.words[lang][f"group_{group}"] for lang in ("zh", "en"))
        yield f"## {zh} {en}（{len(members)}）"
        for theme in catalog.themes.values():
            yield from _theme(theme.id, [one for one in members if one.theme == theme.id], catalog)


def _theme(theme: str, members: list[Indicator], catalog: Catalog) -> Iterable[str]:
    if not members:
        return
    named = catalog.themes[theme]
    yield ""
    yield f"### {named.zh} {named.en}"
    for indicator in members:
        yield from _entry(indicator, catalog)


def _entry(indicator: Indicator, catalog: Catalog) -> Iterable[str]:
    zh, en = catalog.words["zh"], catalog.words["en"]
    kind, often = f"kind_{indicator.kind}", f"freq_{indicator.frequency}"
    toward, time = f"direction_{indicator.direction}", f"time_{indicator.over_time}"
    area = f"regions_{indicator.regions}"
    yield ""
    yield f"#### {indicator.zh} {indicator.en}"
    unit = " ".join(dict.fromkeys((indicator.unit, indicator.unit_en)))
    yield f"`{indicator.id}` · {unit} · {zh[kind]} {en[kind]} · {zh[often]} {en[often]}"
    yield ""
    yield f"- {indicator.definition_zh} {indicator.definition_en}"
    if indicator.numerator:
        yield f"- {zh['formula']}：{formula(indicator, catalog)}"
    yield f"- {zh[toward]} {en[toward]}；{zh['over_regions']}：{zh[area]}；{zh['over_time_word']}：{zh[time]}"
    yield f"- {zh['valid_range']}：{_range(indicator)}；{zh['valid_from'].format(date=indicator.valid_from)}"
    if names := catalog.synonyms.get(indicator.id):
        yield f"- {zh['synonyms_word']}：{'、'.join(names)}"
    yield from _published(indicator, catalog)


def _range(indicator: Indicator) -> str:
    low = "−∞" if indicator.low is None else f"{indicator.low:g}"
    return f"{low}—{'∞' if indicator.high is None else f'{indicator.high:g}'}"


def _published(indicator: Indicator, catalog: Catalog) -> Iterable[str]:
    for figure in catalog.published:
        if figure.indicator == indicator.id:
            printed = catalog.words["zh"]["published_text"].format(text=figure.text, date=figure.as_of)
            yield f"- {printed}，{figure.source}"


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(load()), encoding="utf-8")
