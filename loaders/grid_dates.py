"""Serial day numbers as Excel or WPS prints them: date-format codes → text."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

TOKEN = re.compile(
    r'"[^"]*"|\\.|!.|_.|\*.|\[(?:h+|m+|s+)\]|\[[^\]]*\]|AM/PM|A/P|上午/下午|y+|m+|d+|h+|s+|a{3,4}|e+|\.0+|.',
    re.I | re.S,
)
WORDS = re.compile(r'"[^"]*"|\\.|!.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|General|E[+-]', re.I | re.S)
DATE_LETTERS = re.compile(r"[ymdhs]|aaa|上午/下午", re.I)
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
LAST_SERIAL = 2_958_465  # 9999-12-31


def is_date(code: str) -> bool:
    """Whether a number-format code prints a date or a time."""
    return bool(DATE_LETTERS.search(WORDS.sub("", code.partition(";")[0])))


def moment_of(serial: float) -> datetime | None:
    """The date of a day number of the 1900 system (with its 29 February 1900), to the second; None outside it."""
    if not 0 <= serial <= LAST_SERIAL:
        return None
    shift = 1 if serial < 60 else 0
    return datetime(1899, 12, 30) + timedelta(days=int(serial) + shift, seconds=round(serial % 1 * 86400))


def date_printer(code: str) -> Callable[[float], str]:
    """A full date prints in ISO form, whatever its order; all else prints as the format says (2026年11月, Nov-26)."""
    tokens = [token for token in TOKEN.findall(code) if not token.startswith(("[$", "_", "*"))]
    kinds = {token[0].lower() for token in tokens if token[0].isalpha()}
    elapsed = any(re.fullmatch(r"\[(h+|m+|s+)\]", token, re.I) for token in tokens)

    def show(serial: float) -> str:
        moment = moment_of(serial)
        if moment is None or (elapsed and not kinds & set("yd")):
            return f"{serial:.15g}"
        if ("y" in kinds or "e" in kinds) and "d" in kinds and "m" in kinds:
            clock = "h" in kinds and (moment.hour or moment.minute or moment.second)
            return moment.isoformat(" ") if clock else moment.date().isoformat()
        return "".join(_written(tokens, moment))

    return show


def _written(tokens: list[str], moment: datetime) -> list[str]:
    words, clock = [], False
    half_day = any("/" in token and len(token) > 1 for token in tokens)
    for index, token in enumerate(tokens):
        rest = next((later[0].lower() for later in tokens[index + 1 :] if later[0].lower() in "ymdhs"), "")
        minute = token[0] in "mM" and (clock or rest == "s")
        words.append(_minute(token, moment) if minute else _word(token, moment, half_day))
        if token[0].lower() in "ymdhs":
            clock = token[0].lower() == "h"
    return words


def _minute(token: str, moment: datetime) -> str:
    return f"{moment.minute:02d}" if len(token) > 1 else str(moment.minute)


def _word(token: str, moment: datetime, half_day: bool) -> str:
    letter, size = token[0].lower(), len(token)
    if letter == '"':
        return token[1:-1]
    if letter in "\\!" and size == 2:
        return token[1]
    if letter == "[":
        return ""
    if "/" in token and size > 1:
        return "AM" if moment.hour < 12 else "PM"
    hour = (moment.hour % 12 or 12) if half_day else moment.hour
    forms = {
        "y": lambda: f"{moment.year}" if size > 2 else f"{moment.year % 100:02d}",
        "e": lambda: f"{moment.year}",
        "m": lambda: _month(moment.month, size),
        "d": lambda: _day(moment, size),
        "h": lambda: f"{hour:02d}" if size > 1 else str(hour),
        "s": lambda: f"{moment.second:02d}" if size > 1 else str(moment.second),
        "a": lambda: ("星期" if size > 3 else "") + "一二三四五六日"[moment.weekday()] if size > 2 else token,
    }
    return forms.get(letter, lambda: token)()


def _month(month: int, size: int) -> str:
    name = MONTHS[month - 1]
    return (str(month), f"{month:02d}", name[:3], name, name[0])[min(size, 5) - 1]


def _day(moment: datetime, size: int) -> str:
    name = DAYS[moment.weekday()]
    return (str(moment.day), f"{moment.day:02d}", name[:3], name)[min(size, 4) - 1]
