"""Bytes → text: byte order mark, then UTF-8 strictly, then GB18030 or Big5, whichever reads as Chinese.

Half of the short Chinese headers in UTF-8 decode silently as GB18030, none the other way round: hence the order. Almost
any Big5 text decodes as GB18030 too, into characters that nobody writes: what is common in either script decides.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from loaders.door_words import Refused

CONTROL = re.compile("[\0-\x08\x0b\x0e-\x19\x1b-\x1f\x7f]")
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
HAN = re.compile("[\u2e80-\u2fff\u3040-\ufaff\U00020000-\U0003ffff]")
ENOUGH, LOOK_AT = 4, 4_000  # Chinese characters that a judgement needs, and how many it looks at
COMMON, ODD = 0.9, 0.6  # shares of everyday characters: in a text that is read right, and in one that is not


class Decoded(NamedTuple):
    """A text, how it was encoded, and whether that is beyond doubt."""

    text: str
    encoding: str
    sure: bool = True


def decoded(content: bytes) -> Decoded:
    """The text; raises Refused when it is no text or its encoding is unclear."""
    found = _decoded(content)
    if control := CONTROL.search(found.text.rstrip("\x1a")):
        raise Refused("binary_text", found=f"U+{ord(control[0]):04X}")
    return found


def _decoded(content: bytes) -> Decoded:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return Decoded(_strictly(content, encoding), encoding)
    half = content[:4096]
    if half[1::2].count(0) > len(half) // 3:  # UTF-16 without its mark
        return Decoded(_strictly(content, "utf-16-le"), "utf-16")
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _chinese(content)


def _chinese(content: bytes) -> Decoded:
    """GB18030, unless its characters are ones that nobody writes and those of Big5 are everyday ones."""
    try:
        big5 = content.decode("big5hkscs")
    except UnicodeDecodeError:
        big5 = ""
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        if everyday(big5) >= COMMON:
            return Decoded(big5, "big5", sure=False)
        return Decoded(_strictly(content, "gb18030"), "gb18030")
    share = everyday(text)
    if share < ODD and everyday(big5) >= COMMON:
        return Decoded(big5, "big5", sure=False)
    return Decoded(text, "gb18030", share >= ODD)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as trouble:
        raise Refused("csv_encoding", found=trouble.start + 1) from None


def everyday(text: str) -> float:
    """The share of Chinese characters that are among the first of GB 2312 or of Big5, 3,755 and 5,401 in everyday use;
    1 for a text with too few to say."""
    found = HAN.findall(text[: LOOK_AT * 4])[:LOOK_AT]
    if len(found) < ENOUGH:
        return 1.0 if text else 0.0
    return sum(map(_common, found)) / len(found)


def _common(mark: str) -> bool:
    for encoding, first, last in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)):
        code = mark.encode(encoding, "ignore")
        if len(code) == 2 and first <= code[0] <= last:
            return True
    return False
