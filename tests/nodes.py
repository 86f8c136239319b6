"""Reading what a page says from its nodes, as a person or a screen reader would."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Node = Any


def walk(node: Node) -> Iterator[list[Any]]:
    """Every element, in reading order; `node` is an element or a sequence of nodes."""
    if isinstance(node, list) and node and isinstance(node[0], str) and len(node) > 1 and isinstance(node[1], dict):
        yield node
        for child in node[2:]:
            yield from walk(child)
    elif isinstance(node, (list, tuple)):
        for child in node:
            yield from walk(child)


def text(node: Node) -> str:
    """All text in reading order."""
    if isinstance(node, str):
        return node
    if isinstance(node, list) and node and isinstance(node[0], str) and len(node) > 1 and isinstance(node[1], dict):
        return "".join(text(child) for child in node[2:])
    return "".join(text(child) for child in node) if isinstance(node, (list, tuple)) else ""


def lines(node: Node, verbatim: bool = True) -> list[str]:
    """Each element's own text; verbatim False leaves out what is shown as it was written (names, header texts)."""
    if isinstance(node, tuple) or (isinstance(node, list) and not (node and isinstance(node[0], str))):
        return [line for child in node for line in lines(child, verbatim)]
    if isinstance(node, str):
        return [node]
    if not isinstance(node, list) or (not verbatim and node[1].get("data-verbatim")):
        return []
    return [line for child in node[2:] for line in lines(child, verbatim)]


def of_class(node: Node, name: str) -> list[list[Any]]:
    return [one for one in walk(node) if name in one[1].get("className", "").split()]


def of_tag(node: Node, tag: str) -> list[list[Any]]:
    return [one for one in walk(node) if one[0] == tag]


def panel(node: Node, name: str) -> list[Any]:
    """The panel with this data-panel; an error when the page has none."""
    return next(one for one in walk(node) if one[1].get("data-panel") == name)
