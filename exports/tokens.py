"""The colours of files: read from assets/1_tokens.css, which stays the only table of colours."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).resolve().parent.parent / "assets" / "1_tokens.css"
_TOKEN = re.compile(r"--([a-z0-9-]+):\s*#([0-9A-Fa-f]{6})")


@lru_cache(maxsize=1)
def _light() -> dict[str, str]:
    text = TABLE.read_text(encoding="utf-8")
    return dict(_TOKEN.findall(text[: text.index("\n}")]))


def colour(name: str) -> str:
    """The six digits of a token of the light theme: brand → 9F1D22. KeyError for a name that is no colour."""
    return _light()[name].upper()
