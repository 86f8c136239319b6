"""Column headings that break where a reader would: between name and measure, after a closing mark."""

from __future__ import annotations

import re

from layouts.tree import Node, h

_AFTER = re.compile(r"(?<=[）”])(?=.)")


def folded(text: str, name: str = "") -> tuple[Node, ...]:
    """The text with places to break; `name` is the indicator's own name at its beginning (新增就业|完成率)."""
    parts = [name, text[len(name):]] if name and text.startswith(name) and text != name else [text]
    pieces = [piece for part in parts for piece in _AFTER.split(part) if piece]
    return tuple(node for i, piece in enumerate(pieces) for node in ((h("wbr"), piece) if i else (piece,)))
