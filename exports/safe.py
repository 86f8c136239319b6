"""Texts that can do no harm and names that every program accepts."""

from __future__ import annotations

import re

# A spreadsheet reads a text that begins so as a formula, wherever it came from.
_RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"-\d{1,3}(,\d{3})*(\.\d+)?%?|-\d+(\.\d+)?%?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SHEET = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_FILE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')


def neutral(text: str) -> str:
    """A text of a cell: an apostrophe in front of = + - @ TAB CR (and their full-width forms), nothing else changed.

    A true negative number (-12, -1,234.5, -3.2%) is no formula and stays as it is.
    """
    return f"'{text}" if text.startswith(_RISKY) and not _NUMBER.fullmatch(text) else text


def clean(text: str) -> str:
    """Without characters that no workbook and no XML may hold."""
    return _CONTROL.sub("", text)


def sheet_name(text: str, taken: tuple[str, ...] = ()) -> str:
    """A legal name of a worksheet: ≤ 31 UTF-16 units, none of []:*?/\\, no apostrophe at an end, not yet taken."""
    plain = _SHEET.sub(" ", clean(text)).strip(" '") or "Sheet"
    if plain.casefold() == "history":  # Excel keeps this name for itself
        plain += "_"
    name, count = _cut(plain, 31), 1
    while name.casefold() in {other.casefold() for other in taken}:
        count += 1
        name = _cut(plain, 31 - len(f" ({count})")) + f" ({count})"
    return name


def _cut(text: str, units: int) -> str:
    """At most `units` UTF-16 units: Excel counts so, and 𠮷 is two of them."""
    while len(text.encode("utf-16-le")) // 2 > units:
        text = text[:-1]
    return text.strip(" '")


def file_name(*parts: str) -> str:
    """志愿服务_分市排名_2026年10月: legal on Windows too, at most 120 characters, no ending."""
    joined = "_".join("_".join(_FILE.sub("", clean(part)).split()) for part in parts if part.strip())
    return joined.strip(" ._")[:120].rstrip(" .") or "wuli"
