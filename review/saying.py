"""Findings of the checks as sentences: workbook › sheet › cell, then the row of checks.csv with its blanks filled."""

from __future__ import annotations

from math import isclose

from catalog import period as calendar
from catalog.book import load
from catalog.checks import checks
from catalog.records import CellRef, Finding
from loaders.numbers import amount
from review.figures import Figure, month_text

Text = str | tuple[str, str]
_QUOTED = 60


def say(check: str, ref: CellRef, **blanks: Text) -> Finding:
    """A finding of a check at a cell, Chinese on the first line, English on the second. A blank is one text, or a pair
    of a Chinese and an English one. Raises KeyError for a check that is not in the registry."""
    rule = checks()[check]
    place = "".join(f" › {part}" for part in (ref.sheet, ref.cell) if part)
    zh = rule.say_zh.format(**{name: _one(text, 0) for name, text in blanks.items()})
    en = rule.say_en.format(**{name: _one(text, 1) for name, text in blanks.items()})
    said = f"{ref.workbook}{place}：{zh}\n{ref.workbook}{place}: {en[:1].upper() + en[1:]}"
    return Finding(check, rule.severity, ref, said)


def _one(text: Text, side: int) -> str:
    return text if isinstance(text, str) else text[side]


def about(figure: Figure) -> dict[str, Text]:
    """The blanks that name a figure: region, indicator, period, found."""
    return {"region": region(figure.region), "indicator": indicator(figure.indicator),
            "period": period(figure.period), "found": printed(figure)}  # fmt: skip


def printed(figure: Figure) -> Text:
    """What the cell prints; where it is in another unit (8.0645 of 万小时) with what that is in the base unit, in which
    every other figure of a sentence is said: 8.0645（合80,645小时）."""
    text = figure.text.strip()[:_QUOTED]
    row = load().indicators.get(figure.indicator)
    found = amount(text)
    if row is None or found is None or found.value is None or isclose(found.value, figure.value, rel_tol=1e-6):
        return text
    return f"{text}（合{number(figure.value)}{row.unit}）", f"{text} ({number(figure.value)} {row.unit_en})"


def region(code: str) -> tuple[str, str]:
    """The full name of an area in both languages."""
    known = load().regions[code]
    return known.zh, known.en


def indicator(id: str) -> tuple[str, str]:
    """An indicator's full name, or that of a column of the reference figures."""
    known = load().indicators.get(id)
    return (known.zh, known.en) if known else (id, id)


def period(text: str) -> Text:
    """2026年10月, Oct 2026."""
    return calendar.text(text), calendar.text(text, "en")


def month(end: int) -> Text:
    return period(month_text(end))


def number(value: float) -> str:
    """A figure in a sentence: separators, at most two decimals, no zeros behind them."""
    if value == int(value):
        return f"{value:,.0f}"
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def where(figure: Figure, own: CellRef) -> str:
    """The place of another figure: only as much as differs from the place of this one."""
    ref = figure.ref
    parts = [text for text, same in zip(ref, own, strict=True) if text != same or text == ref.cell]
    if ref.workbook != own.workbook:
        parts = list(ref)
    return " › ".join(part for part in parts if part)
