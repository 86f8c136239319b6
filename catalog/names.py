"""How a name is compared: one normal form for regions, headers and marks."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable

_SAME = str.maketrans({"—": "-", "–": "-", "‐": "-", "―": "-", "〜": "~", "“": '"', "”": '"', "‘": "'", "’": "'"})


def normalise(text: str) -> str:
    """NFKC, no blanks at all, one kind of dash and quote, lower case: 「 广 州 」 and 「广州」 are one name.

    Footnote marks such as ① must be stripped before: NFKC would make a digit of them.
    """
    flat = unicodedata.normalize("NFKC", text).translate(_SAME)
    return "".join(flat.split()).casefold()


def nearest(text: str, names: Iterable[str]) -> str | None:
    """The name most like a mistyped one (广洲市 → 广州市), or None when nothing is near enough to propose."""
    found = difflib.get_close_matches(text.strip(), list(names), n=1, cutoff=0.5)
    return found[0] if found else None
