"""What a cell's text says as a number: value, qualifier, unit, mark (golden.json: parse_text, parse_cell)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from loaders.knowledge import know

# Scientific as spreadsheets write it into text files, always with the sign: 1.23E+08.
_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]\d{1,2})?")
_MARKS = re.compile(r"[①-⑳¹²³⁴-⁹†‡*#]+|[(（]?注\d*[)）]?$")
_DASHES = str.maketrans(
    {
        "—": "-",
        "–": "-",
        "‐": "-",
        "―": "-",
        "−": "-",
        "－": "-",
        "，": ",",
        "．": ".",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
    }
)
_BEFORE = {
    "近": "lt",
    "不足": "lt",
    "不到": "lt",
    "超过": "ge",
    "超": "ge",
    "逾": "ge",
    "多于": "ge",
    "不少于": "ge",
    "约": "approx",
    "大约": "approx",
    "约为": "approx",
}
_NUMBER = re.compile(
    r"(?P<open>[(]?)(?P<before>近|不足|不到|超过|超|逾|多于|不少于|约为|大约|约)?"
    r"(?P<sign>[-+△▼▲↑↓]?)\s*(?P<digits>\d{1,3}(?:[ ']\d{3})+,\d+|\d{1,3}(?:\.\d{3})+,\d+"
    r"|\d{1,3}(?:[ ,']\d{3})+(?:[.]\d+)?|\d+(?:[.,]\d+)?|\.\d+)"
    r"\s*(?P<many>[万亿千百]{0,2})(?P<over>多|余)?(?P<close>[)]?)"
    r"\s*(?P<unit>%|‰|[^\d\s()（）%‰.,;、+\-]{0,6})(?P<over2>左右|以上|多|余)?(?P<rest>.*)",
    re.S,
)
_TENS = {"": 1.0, "万": 1e4, "亿": 1e8, "万亿": 1e12, "千": 1e3, "百": 1e2, "千万": 1e7, "百万": 1e6}


class Amount(NamedTuple):
    """A number as printed (value) with its multiplier applied (万 → 10 000). unit: as printed in the cell, or empty.

    missing: None for a number, else one of the states of Observation.missing. rest: what follows (a remark). many: the
    multiplier stood in the cell itself, so that the heading's (万人) is not meant a second time.
    """

    value: float | None
    qualifier: str = "eq"
    unit: str = ""
    missing: str | None = None
    rest: str = ""
    many: bool = False


@lru_cache(maxsize=65536)
def amount(text: str) -> Amount | None:
    """The number or mark in a cell's text, or None when the text is neither (a name, a sentence)."""
    if _PLAIN.fullmatch(text):
        return Amount(float(text) + 0.0)  # -0 is 0: with its sign the store would not give back what it was given
    bare = text.strip().lstrip("'").strip()
    marks = know().marks
    folded = "".join(unicodedata.normalize("NFKC", bare).translate(_DASHES).split()).casefold()
    if folded in know().words["zero"]:
        return Amount(0.0, rest=bare)
    state = marks.get(folded)
    if state is not None:
        return Amount(None, missing=state)
    return _read(bare)


def _read(bare: str) -> Amount | None:
    """A number with all that may surround it; the text must begin with it, and what follows must look like a unit."""
    clean = unicodedata.normalize("NFKC", _MARKS.sub("", bare).translate(_DASHES)).strip()
    guard = re.fullmatch(r'="([^"]*)"', clean)
    clean = guard[1] if guard else clean
    found = _NUMBER.fullmatch(clean)
    if not found or (found["rest"] and not _is_remark(found["rest"], found["unit"])):
        return None
    if found["unit"] and not _is_unit(found["unit"]):
        return None
    value = _digits(found["digits"]) * _TENS.get(found["many"] or "", 1.0)
    wrapped = bool(found["open"] and found["close"])
    if found["open"] and not wrapped and ")" not in found["rest"]:
        return None
    if found["sign"] in ("-", "△", "▼", "↓") or (wrapped and not found["before"]):
        value = -value
    rest, many = (found["rest"] or "").strip(), bool(found["many"])
    return Amount(value + 0.0, _qualifier(found), found["unit"] or "", None, rest, many)


def _digits(text: str) -> float:
    """Blanks, apostrophes and commas part thousands; a single comma not before three digits is decimal."""
    if re.fullmatch(r"\d{1,3}(?:[ ,']\d{3})+(?:\.\d+)?", text):
        return float(re.sub(r"[ ,']", "", text))
    if re.fullmatch(r"\d{1,3}(?:[ '.]\d{3})+,\d+", text):
        return float(re.sub(r"[ '.]", "", text).replace(",", "."))
    return float(text.replace(",", "."))


def _qualifier(found: re.Match[str]) -> str:
    if found["over"] or found["over2"] in ("多", "余", "以上"):
        return "ge"
    if found["before"]:
        return _BEFORE[found["before"]]
    return "approx" if found["many"] or found["over2"] == "左右" else "eq"


_REVISED = tuple("rpebsREPBS")  # revised, preliminary, estimated, break: letters that offices put behind a figure


def _is_unit(text: str) -> bool:
    units = know().catalog.units
    return (
        text in units
        or text in ("多个", "余人", "余名", "届", "年", "级", *_REVISED)
        or (len(text) <= 2 and text[-1:] in "个位所间台份本块条")
    )


def _is_remark(rest: str, unit: str) -> bool:
    """Only a bracketed remark, or one after a unit, may follow: 「8459支(新增12支)」, never 「10 + storeys」
    nor 「2005 (hours)」, which is a heading."""
    first = rest.lstrip()[:1]
    return (first in ("(", "[", ",", ";", ":") and bool(unit)) or (first == "(" and not rest.isascii())
