"""How much room a text takes, near enough to choose its size: no font is opened, 汉字 are as wide as they are high."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

# Widths in parts of the size: Arial's, a little on the safe side.
_SIGNS = {sign: wide for signs, wide in (("ijl'|", 0.25), ("ft.,:;![]()/ ", 0.31), ("r-", 0.37), ("cksvxyzJ", 0.52),
                                         ("mwMW%@—…", 0.95)) for sign in signs}  # fmt: skip
_WIDE, _CAPITAL, _OTHER = 1.0, 0.71, 0.575
LINE = 1.32  # height of a line in parts of the size


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Points that one line of a text takes at a size in points."""
    em = sum(_em(sign) for sign in text) + 0.22 * _seams(text)
    return em * size * (1.06 if bold else 1.0)


def _seams(text: str) -> int:
    """Where 汉字 and figures meet: some programs set a quarter of a space there."""
    wide = [_em(sign) == _WIDE for sign in text]
    return sum(one != other for one, other in pairwise(wide))


def _em(sign: str) -> float:
    if unicodedata.east_asian_width(sign) in "WFA" and sign not in "—·×±°“”‘’…÷−":
        return _WIDE
    return _SIGNS.get(sign, _CAPITAL if sign.isupper() else _OTHER)


def lines(text: str, size: float, room: float, *, bold: bool = False) -> int:
    """How many lines a text takes in `room` points: 汉字 break anywhere, words do not."""
    count = 0
    for paragraph in text.split("\n"):
        count, used = count + 1, 0.0
        for piece in _pieces(paragraph):
            wide = width(piece, size, bold=bold)
            if used and used + wide > room:
                count, used = count + 1, 0.0
            used += wide
    return count


def _pieces(text: str) -> list[str]:
    """What is not torn apart: a word with its blank, or one 汉字 with the mark behind it."""
    pieces: list[str] = []
    for sign in text:
        wide = unicodedata.east_asian_width(sign) in "WF"
        mark = sign in "，。；：、）”％%"
        if pieces and (mark or (not wide and not pieces[-1].endswith(" ") and not _ends_wide(pieces[-1]))):
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


def _ends_wide(piece: str) -> bool:
    return unicodedata.east_asian_width(piece[-1]) in "WF"


def fitted(texts: Sequence[str], room: float, height: float, sizes: Sequence[float], *, bold: bool = False,
           gap: float = 0.0) -> float:  # fmt: skip
    """The first of the sizes (largest first) at which all paragraphs fit; the last one when none does."""
    for size in sizes:
        if tall(texts, room, size, bold=bold, gap=gap) <= height:
            return size
    return sizes[-1]


def tall(texts: Sequence[str], room: float, size: float, *, bold: bool = False, gap: float = 0.0) -> float:
    """Points of height that paragraphs take, `gap` points between them."""
    count = sum(lines(text, size, room, bold=bold) for text in texts)
    return count * size * LINE + gap * max(len(texts) - 1, 0)
