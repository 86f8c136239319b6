"""Column headings that break where a reader would: between name and measure, after a closing mark."""

from __future__ import annotations

import re

from catalog.view import View
from layouts.tree import Node, h

_AFTER = re.compile(r"(?<=[）”])(?=.)")
LONG = 6  # 汉字 that stand on one line without being broken


def folded(view: View, text: str, name: str = "") -> tuple[Node, ...]:
    """The text with places to break; `name` is the indicator's own name at its beginning (新增就业|完成率).

    English breaks at its spaces; Chinese nowhere else than here.
    """
    if view.lang != "zh":
        return (text,)
    parts = [name, text[len(name) :]] if name and text.startswith(name) and text != name else [text]
    pieces = [piece for part in parts for piece in (_AFTER.split(part) if len(part) > LONG else [part])]
    return tuple(node for piece in pieces for node in (h("wbr"), h("span.unbroken", piece)))
