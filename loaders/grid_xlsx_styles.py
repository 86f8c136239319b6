"""styles.xml and the theme → one Look for each cell format: how it looks and how it prints a number."""

from __future__ import annotations

from typing import Any, NamedTuple

from loaders.door_zip import Element
from loaders.grid_dates import is_date
from loaders.grid_format import BUILT_IN, Printer, general, printer, quick
from loaders.records import DATE, NUMBER, PLAIN, Cell, Style

INDEXED = [
    "000000",
    "FFFFFF",
    "FF0000",
    "00FF00",
    "0000FF",
    "FFFF00",
    "FF00FF",
    "00FFFF",
    "000000",
    "FFFFFF",
    "FF0000",
    "00FF00",
    "0000FF",
    "FFFF00",
    "FF00FF",
    "00FFFF",
    "800000",
    "008000",
    "000080",
    "808000",
    "800080",
    "008080",
    "C0C0C0",
    "808080",
    "9999FF",
    "993366",
    "FFFFCC",
    "CCFFFF",
    "660066",
    "FF8080",
    "0066CC",
    "CCCCFF",
    "000080",
    "FF00FF",
    "FFFF00",
    "00FFFF",
    "800080",
    "800000",
    "008080",
    "0000FF",
    "00CCFF",
    "CCFFFF",
    "CCFFCC",
    "FFFF99",
    "99CCFF",
    "FF99CC",
    "CC99FF",
    "FFCC99",
    "3366FF",
    "33CCCC",
    "99CC00",
    "FFCC00",
    "FF9900",
    "FF6600",
    "666699",
    "969696",
    "003366",
    "339966",
    "003300",
    "333300",
    "993300",
    "993366",
    "333399",
    "333333",
]
THEME_ORDER = [
    "lt1",
    "dk1",
    "lt2",
    "dk2",
    "accent1",
    "accent2",
    "accent3",
    "accent4",
    "accent5",
    "accent6",
    "hlink",
    "folHlink",
]
SIDES = (("left", "L"), ("top", "T"), ("right", "R"), ("bottom", "B"))


class Look(NamedTuple):
    """A cell format. quick: what formats a non-negative number that is no tie (grid_format.quick)."""

    style: Style
    printer: Printer
    date: bool
    quick: str


USUAL = Look(PLAIN, general, False, "")


def look(style: Style) -> Look:
    """The Look of a style."""
    code = style.number_format
    return Look(style, printer(code), bool(code) and is_date(code), quick(code))


def numbered(value: float, shown: Look, shift: int = 0) -> Cell:
    """A number's cell: a date where the format prints one. shift: 1462 days for workbooks that count from 1904."""
    if shown.date and 0 <= value + shift < 2_958_466:
        return Cell(shown.printer(value + shift), value + shift, DATE, shown.style)
    return Cell(shown.printer(value), value, NUMBER, shown.style)


def looks(styles: Element, theme: Element) -> list[Look]:
    """One Look for each cell format of styles.xml, equal styles shared."""
    colors = theme_colors(theme)
    numbers = styles.first("numFmts").all("numFmt")
    codes = {_number(code.get("numFmtId")): code.get("formatCode", "") for code in numbers}
    fonts = [_font(font, colors) for font in styles.first("fonts").all("font")]
    fills = [_fill(fill, colors) for fill in styles.first("fills").all("fill")]
    borders = [_borders(border) for border in styles.first("borders").all("border")]
    shared: dict[Style, Look] = {PLAIN: USUAL}
    found = []
    for xf in styles.first("cellXfs").all("xf"):
        align = xf.first("alignment")
        number = _number(xf.get("numFmtId"))
        bold, italic, color = _at(fonts, xf.get("fontId"), (False, False, ""))
        style = Style(
            bold, italic, _number(align.get("indent")), format_code(codes, number),
            _at(fills, xf.get("fillId"), ""), color, _at(borders, xf.get("borderId"), ""),
            align.get("horizontal", "").replace("general", ""),
        )  # fmt: skip
        found.append(shared.setdefault(style, look(style)))
    return found


def format_code(codes: dict[int, str], number: int) -> str:
    """The code of a format number; General and unknown numbers are the empty code."""
    code = codes.get(number, BUILT_IN.get(number, ""))
    return "" if code in ("General", "G/通用格式") else code


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def _at(items: list[Any], index: str | None, otherwise: Any) -> Any:
    return items[_number(index)] if _number(index) < len(items) else otherwise


def _on(element: Element, name: str) -> bool:
    return any(flag.get("val", "1") not in ("0", "false") for flag in element.all(name))


def _font(font: Element, colors: list[str]) -> tuple[bool, bool, str]:
    color = _color(font.first("color"), colors)
    return _on(font, "b"), _on(font, "i"), "" if color == "000000" else color


def _fill(fill: Element, colors: list[str]) -> str:
    pattern = fill.first("patternFill")
    if pattern.get("patternType", "none") in ("none", "gray125"):
        return ""
    return _color(pattern.first("fgColor"), colors)


def _borders(border: Element) -> str:
    return "".join(letter for side, letter in SIDES if border.first(side).get("style", "none") != "none")


def theme_colors(theme: Element) -> list[str]:
    """RRGGBB of the twelve theme colours in the order of their numbers."""
    scheme = theme.first("themeElements").first("clrScheme")
    found = []
    for name in THEME_ORDER:
        entry = scheme.first(name)
        system, plain = entry.first("sysClr").get("lastClr"), entry.first("srgbClr").get("val")
        found.append((plain or system or "").upper())
    return found


def _color(color: Element, themed: list[str]) -> str:
    rgb, theme, indexed = color.get("rgb"), color.get("theme"), color.get("indexed")
    if rgb:
        return rgb[-6:].upper()
    if theme:
        return tinted(_at(themed, theme, ""), color.get("tint", "0"))
    return _at(INDEXED, indexed, "") if indexed else ""


def tinted(rgb: str, tint: str) -> str:
    """Tint towards white (positive) or black, channel by channel: near enough to tell a tint from none."""
    try:
        share = max(-1.0, min(1.0, float(tint)))
        channels = [int(rgb[place : place + 2], 16) for place in (0, 2, 4)]
    except ValueError:
        return rgb
    mixed = [value + (255 - value) * share if share > 0 else value * (1 + share) for value in channels]
    return "".join(f"{round(value):02X}" for value in mixed)
