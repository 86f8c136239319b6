"""Which time a text speaks of, and how hints from cell, header, title, sheet and file name are put together.

Order of trust: cell and its headers, then meta block and title of the table, then sheet name, then file name. The more
trusted hint wins; a less trusted one only fills in what is missing (the year), and a contradiction is a finding.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_CHINESE = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_DASH = r"\s*[-—–－―~～〜至到]{1,2}\s*"
_YEAR = r"(?P<y>(?:19|20)\d{2})"
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_NAMES = "|".join(f"{m}|{m[:3]}" for m in _MONTHS)


class When(NamedTuple):
    """What a text says of time, or part of it. kind: month, span, quarter, half, year. ytd: from January on."""

    year: int | None
    kind: str
    first: int | None = None
    last: int | None = None
    ytd: bool = False

    def text(self) -> str | None:
        """As the catalogue writes it (2026, 2026-Q3, 2026-H1, 2026-10, 2026-01/2026-02); None without a year."""
        if self.year is None:
            return None
        if self.kind in ("quarter", "half"):
            return f"{self.year}-{'Q' if self.kind == 'quarter' else 'H'}{self.first}"
        if self.kind == "month":
            return f"{self.year}-{self.last:02d}"
        if self.kind == "span":
            return f"{self.year}-{self.first:02d}/{self.year}-{self.last:02d}"
        return str(self.year)


_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.I))
    for kind, pattern in (
        ("span", rf"(?:{_YEAR}\s*年?\s*[,，]?)?\s*(?<!\d)(?P<a>1[0-2]|0?[1-9])\s*月?{_DASH}(?P<m>1[0-2]|0?[1-9])\s*月"),
        ("month", rf"{_YEAR}\s*年\s*(?P<m>1[0-2]|0?[1-9])\s*月"),
        ("month", rf"(?<!\d){_YEAR}\s*[-./]\s*(?P<m>1[0-2]|0?[1-9])(?:\s*[-./]\s*(?:3[01]|[12]\d|0?[1-9]))?(?!\d)"),
        ("month", rf"(?<!\d){_YEAR}(?P<m>1[0-2]|0[1-9])(?:[0-3]\d)?(?!\d)"),
        ("quarter", rf"(?:{_YEAR}\s*年?\s*)?第?(?P<q>[一二三四1-4])\s*季度"),
        ("quarter", rf"{_YEAR}\s*[-/]?\s*Q(?P<q>[1-4])"),
        ("quarter", rf"(?<!\w)Q(?P<q>[1-4])\s*[-/]?\s*{_YEAR}"),
        ("quarter", rf"(?P<q>[1-4])(?:st|nd|rd|th)\s+quarter\D{{0,4}}{_YEAR}"),
        ("quarter", rf"{_YEAR}\s*/\s*(?P<q>IV|I{{1,3}})\b"),
        ("three", rf"(?:{_YEAR}\s*年?\s*)?前三季度"),
        ("half", rf"(?:{_YEAR}\s*年?\s*)?(?P<h>上|下)半年"),
        ("named", rf"(?<![a-z])(?P<n>{_NAMES})(?![a-z])\.?\D{{0,6}}{_YEAR}"),
        ("month", r"(?<![\d个])(?P<m>1[0-2]|0?[1-9])\s*月(?!\d(?!\d?日))"),
        ("year", rf"(?:FY|财年)\s*{_YEAR}"),
        ("year", r"(?:FY)\s*'?(?P<s>\d{2})(?!\d)"),
        ("year", rf"{_YEAR}\s*年"),
        ("year", rf"(?<![\d.,=]){_YEAR}(?![\d.,]\d|\d|\s*=)"),
    )
)
_TIMELY = re.compile(r"(?:19|20)\d{2}|月|季度|半年|FY\s*'?\d", re.I)
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}


@lru_cache(maxsize=8192)
def when(text: str) -> When | None:
    """The one time a text speaks of; None when it names none, or a range of years that decides nothing."""
    flat = _arabic(unicodedata.normalize("NFKC", text))
    if not _TIMELY.search(flat):
        return None
    if re.search(rf"(?:19|20)\d{{2}}\s*年?{_DASH}(?:19|20)\d{{2}}", flat):
        return None
    found = [
        (match.start(), order, kind, match) for order, (kind, p) in enumerate(_PATTERNS) if (match := p.search(flat))
    ]
    if not found:
        return None
    best = min(found, key=lambda f: (f[2] == "year", f[1]))
    return _year_from_elsewhere(_made(best[2], best[3]), flat)


def _made(kind: str, match: re.Match[str]) -> When:
    got = {k: v for k, v in match.groupdict().items() if v}
    year = int(got["y"]) if "y" in got else (2000 + int(got["s"]) if "s" in got else None)
    if kind == "span":
        first, last = int(got["a"]), int(got["m"])
        return When(year, "month", 1, last, True) if first == 1 and last > 2 else _span(year, first, last)
    if kind == "month":
        return When(year, "month", int(got["m"]), int(got["m"]))
    if kind == "named":
        month = next(i for i, m in enumerate(_MONTHS, 1) if m.startswith(got["n"].lower()[:3]))
        return When(year, "month", month, month)
    if kind == "quarter":
        q = got["q"].lower()
        return When(year, "quarter", _QUARTERS.get(q) or int(q))
    if kind == "three":
        return When(year, "month", 1, 9, True)
    return When(year, "half", 1 if got["h"] == "上" else 2) if kind == "half" else When(year, "year")


def _span(year: int | None, first: int, last: int) -> When:
    return When(year, "span", first, last) if first < last else When(year, "month", last, last)


def _year_from_elsewhere(found: When, flat: str) -> When:
    """「2026年志愿服务情况(10月)」 names year and month apart."""
    if found.year is None:
        years = {int(y) for y in re.findall(r"(?<![\d.,])((?:19|20)\d{2})(?=\s*年|[^\d.,%]|$)", flat)}
        if len(years) == 1:
            return found._replace(year=years.pop())
    return found


def _arabic(text: str) -> str:
    """二〇二六年十月 → 2026年10月."""
    text = re.sub(r"[〇一二三四五六七八九零○]{4}(?=年)", lambda m: "".join(str(_CHINESE[c]) for c in m[0]), text)
    return re.sub(
        r"(?<![一二三四五六七八九十])(十[一二]?|[一二三四五六七八九])(?=月)", lambda m: str(_month(m[1])), text
    )


def _month(text: str) -> int:
    return 10 + (_CHINESE[text[1]] if len(text) > 1 else 0) if text[0] == "十" else _CHINESE[text]


def together(hints: Iterable[When | None]) -> When | None:
    """Hints in order of trust made one: the first with the finest grain rules, the others give the year it lacks.

    A month in the header and a year in the title are one period; a bare year in the header is not made finer by a month
    in the title only when the header's year is another one (2025年 beside a title 2026年10月).
    """
    found: When | None = None
    for hint in hints:
        if hint is None:
            continue
        if found is None:
            found = hint
        elif found.year is None:
            found = found._replace(year=hint.year)
    return found


def disagree(a: When, b: When) -> bool:
    """Whether two readings contradict: both say the same kind of thing and say it differently."""
    if a.year is not None and b.year is not None and a.year != b.year:
        return True
    return a.kind == b.kind == "month" and a.last != b.last
