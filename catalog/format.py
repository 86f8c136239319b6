"""How a number is written, for page, table, picture and sentence alike (R2, R5, R21, R29, R30)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from catalog.entries import Catalog
from catalog.records import Kpi

MINUS = "\u2212"
_WAN, _YI = 10_000, 100_000_000


def half_up(value: float | str | Decimal, digits: int) -> Decimal:
    """四舍五入: half away from zero on the decimal text, as Excel and WPS do (R2): 2.675 → 2.68, −2.5 → −3."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def _signless(value: Decimal) -> Decimal:
    """−0 is 0."""
    return abs(value) if value == 0 else value


def number(value: float, decimals: int = 0, lang: str = "zh") -> str:
    """A table figure: separators, fixed decimals, U+2212 for minus: −1,234.5. Both languages write it alike."""
    return f"{_signless(half_up(value, decimals)):,}".replace("-", MINUS)


def plain(value: float, decimals: int = 0) -> str:
    """A figure in running Chinese text: no separators (17960), trailing zeros of a fraction kept (85.0)."""
    return number(value, decimals).replace(",", "")


def _trimmed(value: Decimal) -> str:
    """Without trailing zeros and without exponent: 32.00 → 32."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", MINUS)


def _wan_digits(size: float) -> int:
    """Decimals of a figure in 万: two below a million, one below ten million, none above (R21)."""
    return 2 if size < 100 * _WAN else 1 if size < 1000 * _WAN else 0


def scaled(value: float, lang: str = "zh") -> tuple[str, str]:
    """R21: whole numbers below 100,000, then 万, then 亿, with the carry into the next unit. English: full digits."""
    whole = half_up(value, 0)
    if lang != "zh" or abs(whole) < 10 * _WAN:
        return number(value, 0), ""
    in_wan = half_up(Decimal(str(value)) / _WAN, _wan_digits(abs(value)))
    if abs(in_wan) < _YI // _WAN:
        return _trimmed(in_wan), "万"
    return _trimmed(half_up(Decimal(str(value)) / _YI, 2)), "亿"


def card(value: float, unit: str, lang: str = "zh", decimals: int = 0) -> tuple[str, str]:
    """The big figure of a card and its unit: 143000 人 → ("14.3", "万人"); English ("143,000", "persons") (R21).

    Rates and averages (a unit with % or /, or decimals) keep their own unit and decimals.
    """
    if decimals or "%" in unit or "/" in unit:
        return number(value, decimals, lang), unit
    text, prefix = scaled(value, lang)
    return text, prefix + unit


def percent(value: float, decimals: int = 1) -> str:
    """85.4%: the sign directly after the figure, in both languages."""
    return number(value, decimals) + "%"


def points(value: float, lang: str = "zh", decimals: int = 1) -> str:
    """2.1个百分点, 2.1 pp (the size and sign as given)."""
    return number(value, decimals) + ("个百分点" if lang == "zh" else " pp")


def signed(value: float, decimals: int = 0) -> str:
    """+1,144, −20.7, 0: a difference says its direction."""
    text = number(value, decimals)
    return f"+{text}" if half_up(value, decimals) > 0 else text


def signed_card(value: float, unit: str, lang: str = "zh", decimals: int = 0) -> str:
    """A difference beside a card: +1,144人, −20.7万小时; English without the unit: −207,000."""
    if lang != "zh":
        return signed(value, decimals)
    text, named = card(value, unit, lang, decimals)
    return ("+" if half_up(value, decimals) > 0 else "") + text + named


def qualified(text: str, qualifier: str, catalog: Catalog, lang: str = "zh") -> str:
    """A figure with the qualifier it was printed with: 超过5万, 近200万, 约32万; eq adds nothing (R29)."""
    word = "" if qualifier in ("eq", "") else catalog.words[lang][f"qualifier_{qualifier}"]
    return f"{word} {text}" if word and lang != "zh" else word + text


def growth_words(growth: float, kind: str, catalog: Catalog, lang: str = "zh") -> str:
    """增长6.8%, 下降3.2%; 提高1.2个百分点, 下降0.6个百分点; 持平 when it prints as 0 (R5)."""
    words, shown = catalog.words[lang], half_up(growth, 1)
    if shown == 0:
        return words["unchanged"]
    amount = points(abs(growth), lang) if kind == "pp" else percent(abs(growth))
    way = ("rate_up" if shown > 0 else "rate_down") if kind == "pp" else ("grow_up" if shown > 0 else "grow_down")
    return words[way] + ("" if lang == "zh" else " ") + amount


def change_words(kpi: Kpi, catalog: Catalog, lang: str = "zh") -> tuple[str, str]:
    """The change of a card in words, and the difference beside it: ("增长6.8%", "+1,144人").

    Without a growth rate the words say why (不可比, 上年同期为0，不计算增幅) and the difference is given only where it
    means something. A rate's difference is its growth and is not said twice. Both empty when nothing is compared.
    """
    if kpi.growth is None:
        why = catalog.words[lang][f"why_{kpi.why_no_growth}"] if kpi.why_no_growth else ""
        return why, "" if kpi.difference is None else _difference(kpi, catalog, lang)
    words = growth_words(kpi.growth, kpi.growth_kind, catalog, lang)
    if kpi.growth_kind == "pp" or kpi.difference is None or half_up(kpi.growth, 1) == 0:
        return words, ""
    return words, _difference(kpi, catalog, lang)


def _difference(kpi: Kpi, catalog: Catalog, lang: str) -> str:
    row = catalog.indicators[kpi.indicator]
    return signed_card(kpi.difference or 0.0, row.unit, lang, row.decimals)
