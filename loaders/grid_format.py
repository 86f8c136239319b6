"""A number as Excel or WPS prints it: number-format codes → text. `printer(code)` is compiled once for each code.

What no reader may lose: a printed text always has digits. A format that hides the number (;;; or "-" for zero)
prints it as General instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import NamedTuple

from loaders.grid_dates import date_printer, is_date

Printer = Callable[[float], str]

# ECMA-376 18.8.30, with the dates of the zh-cn column; an id that is in neither table means General (WPS writes such)
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;"¥"-#,##0.00', 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"',
    29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: "#,##0", 42: '"¥"#,##0', 43: "#,##0.00", 44: '"¥"#,##0.00', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip

TOKEN = re.compile(r'"[^"]*"|\\.|!.|_.|\*.|\[[^\]]*\]|General|G/通用格式|E[+-]|AM/PM|.', re.I | re.S)
SLOTS = "0#?"


class Section(NamedTuple):
    """One part of a format code: what stands before, among and after the digits, and how they are made."""

    before: str
    whole: tuple[str, ...]
    decimals: int
    optional: int
    after: str
    commas: bool
    thousands: int
    percents: int


def general(value: float) -> str:
    """As the General format prints: whole numbers in full, others with at most 15 significant digits."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.15g}".replace("e", "E")


@cache
def printer(code: str) -> Printer:
    """The printer of a number-format code; unknown things in it are ignored, never an error."""
    sections = _split(code)
    if not code or code.casefold() in ("general", "@", "g/通用格式"):
        return general
    if is_date(code):
        return date_printer(sections[0])
    printers = [_compiled(section) for section in sections[:3]]
    return _choose(printers)


def _choose(printers: list[Printer]) -> Printer:
    if len(printers) == 1:
        only = printers[0]

        def show(value: float) -> str:
            text = only(value)
            return text if text[:1].isdigit() or any(mark.isdigit() for mark in text) else general(value)

        return show

    def pick(value: float) -> str:
        if value < 0 and len(printers) > 1:
            text = printers[1](-value)
        elif value == 0 and len(printers) > 2:
            text = printers[2](0.0)
        else:
            text = printers[0](value)
        return text if any(mark.isdigit() for mark in text) else general(value)

    return pick


def _split(code: str) -> list[str]:
    sections = [""]
    for token in TOKEN.findall(code):
        if token == ";":
            sections.append("")
        else:
            sections[-1] += token
    return sections


def _compiled(code: str) -> Printer:
    tokens = TOKEN.findall(code)
    if any(token.casefold() in ("general", "g/通用格式") for token in tokens):
        words = ["\0" if token.casefold() in ("general", "g/通用格式") else _literal(token) for token in tokens]
        return lambda value: "".join(words).replace("\0", general(value))
    if any(token in ("E+", "E-") for token in tokens):
        digits = code.upper().partition("E")[0].partition(".")[2]
        return lambda value: f"{value:.{sum(digits.count(slot) for slot in SLOTS)}E}"
    if "/" in tokens:  # a fraction: the decimal number says the same and can be read
        return general
    section = _section(tokens)
    return lambda value: _printed(section, value)


def _quick(section: Section) -> str:
    """Nine of ten formats are 0, 0.00, #,##0 and the like: one format call, and the slow road only for a tie."""
    plain = section.whole and set(section.whole) <= set(SLOTS) and section.whole.count("0") < 2
    if not plain or section.whole[-1] != "0" or section.optional or section.thousands or section.before:
        return ""
    if section.percents or section.after:
        return ""
    return f"{',' if section.commas else ''}.{section.decimals}f"


def quick(code: str) -> str:
    """The format specification that prints non-negative numbers without a tie the same way; empty if there is none."""
    sections = _split(code)
    known = code and code.casefold() not in ("general", "@", "g/通用格式") and not is_date(code) and len(sections) == 1
    return _quick(_section(TOKEN.findall(code))) if known and "/" not in code and "E" not in code.upper() else ""


def _literal(token: str) -> str:
    if token[0] == '"':
        return token[1:-1]
    if token[0] in "\\!" and len(token) == 2:
        return token[1]
    if token[0] == "[" and token.startswith("[$"):
        return token[2:-1].partition("-")[0]
    if token[0] in "_*[":
        return ""
    return token


def _section(tokens: list[str]) -> Section:
    places = [index for index, token in enumerate(tokens) if token in SLOTS]
    if not places:
        return Section("".join(map(_literal, tokens)), (), 0, 0, "", False, 0, 0)
    first, last = places[0], places[-1]
    middle = tokens[first : last + 1]
    tail = tokens[last + 1 :]
    thousands = next((index for index, token in enumerate(tail) if token != ","), len(tail))
    point = middle.index(".") if "." in middle else len(middle)
    decimals = [token for token in middle[point:] if token in SLOTS]
    whole = tuple(token if token in SLOTS else _literal(token) for token in middle[:point] if token != ",")
    return Section(
        "".join(map(_literal, tokens[:first])), whole, len(decimals), sum(token == "#" for token in decimals),
        "".join(map(_literal, tail[thousands:])), "," in middle[:point], thousands, tokens.count("%"),
    )  # fmt: skip


def _printed(section: Section, value: float) -> str:
    if not section.whole and not section.decimals:
        return section.before
    sign, size = ("-", -value) if value < 0 else ("", value)
    for _ in range(section.thousands):
        size /= 1000
    size *= 100**section.percents
    digits = rounded(size, section.decimals)
    whole, _, fraction = digits.partition(".")
    for _ in range(section.optional):
        fraction = fraction.removesuffix("0")
    if not digits.strip("0."):
        sign = ""
    text = _laid_out(whole, section) + ("." + fraction if fraction else "")
    return f"{sign}{section.before}{text}{section.after}"


def _laid_out(whole: str, section: Section) -> str:
    slots = [mark for mark in section.whole if mark in SLOTS]
    if len(slots) == len(section.whole):  # no words among the digits: the usual case
        least = sum(mark == "0" for mark in slots)
        digits = whole.lstrip("0").rjust(least, "0")
        return f"{int(digits or 0):0{least + (least - 1) // 3 if least > 3 else least},}" if section.commas else digits
    left, out = list(whole), []
    for mark in reversed(section.whole):
        out.append(mark if mark not in SLOTS else left.pop() if left else "0" * (mark == "0"))
    return "".join(left) + "".join(reversed(out))


def rounded(size: float, decimals: int) -> str:
    """Half up on the shortest decimal text, as the programs do; binary rounding would print 0.125 as 0.12."""
    shortest = repr(size)
    if "e" not in shortest and len(shortest.partition(".")[2]) <= decimals:
        return f"{size:.{decimals}f}"
    if shortest.endswith("5") or "e" in shortest:
        exact = Decimal(f"{size:.15g}")
        if exact.adjusted() + decimals < 26:  # what a Decimal holds by default
            return f"{exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}"
    return f"{size:.{decimals}f}"


def serial_of(moment: datetime) -> float:
    """A date as the day number of the 1900 system."""
    passed = moment - datetime(1899, 12, 30)
    return passed / timedelta(days=1)
