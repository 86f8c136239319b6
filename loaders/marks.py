"""What single rows and cells are known by: marker rows, meta words with a colon, notes and signatures."""

from __future__ import annotations

import re

from loaders.knowledge import know, plain
from loaders.view import M, N, View

_COLON = re.compile(r"^\s*([^:：]{1,14})\s*[:：]")
_LETTER = re.compile(r"[A-Z](?:\s*=\s*[A-Z+\-\s]+)?")
_STEMS = "甲乙丙丁戊己庚辛壬癸"


def is_marker(view: View, row: int, cells: list[int]) -> bool:
    """A row 甲 乙 丙 1 2 3 or A B C under the header: the surest sign of where a header ends."""
    texts = [plain(view.text(row, c)).strip("()（）").upper() for c in cells]
    words = [t for t in texts if t not in ("标识", "栏次", "列次", "代码")]
    if len(words) < 2:
        return False
    stems = [t for t in words if len(t) == 1 and t in _STEMS]
    letters = [t for t in words if _LETTER.fullmatch(t)]
    digits = [int(t) for t in words if t.isascii() and t.isdecimal() and len(t) < 4]
    if len(stems) + len(letters) + len(digits) != len(words) or (letters and digits):
        return False
    counted = digits == list(range(1, len(digits) + 1))
    return counted and (bool(stems) or len(letters) > 2 or (len(digits) > 2 and len(digits) == len(words)))


def is_meta(view: View, row: int, cells: list[int]) -> bool:
    """表号: … 填报单位: … 单位: …, or a bare period, and no more than a title beside them."""
    texts = [view.text(row, c) for c in cells]
    meta = sum(bool(meta_word(t)) for t in texts)
    return meta >= 1 and meta >= len(texts) - 2 and not any(view.kind(row, c) in (N, M) for c in cells)


def meta_word(text: str) -> str:
    """The word before the colon of a meta cell (单位:人 → 单位), or empty."""
    found = _COLON.match(text)
    if not found:
        return ""
    word = plain(re.sub(r"[(（].*", "", found[1]))
    k = know()
    return word if word in k.words["meta"] or word in k.words["signature"] else ""


def is_signed(text: str) -> bool:
    """填表人: …, 报出日期: …: who signed a sheet and when, which says nothing of whose figures it has and of when."""
    word = meta_word(text)
    return bool(word) and word in know().words["signature"] | know().words["report_day"]


def is_note(text: str) -> bool:
    """注: …, 说明, Source: …, 单位负责人: …, 1) …: what stands under a table."""
    bare = plain(text)
    k = know()
    words = k.words["note"] | k.words["signature"]
    if any(
        bare.startswith(w) and (len(bare) == len(w) or not bare[len(w)].isalnum() or len(w) > 1)
        for w in words
        if w not in ("meta", "symbols")
    ):
        return True
    return bool(re.match(r"\s*(?:[(（]?\d{1,2}[)）.]\s|[*©±†]|[（(][a-z][)）]|\.{2,3}\s*:)", text)) and len(text) > 24
