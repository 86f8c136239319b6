"""Pages as plain nested lists, drawn by one small React component (assets/tree.js).

A node is a text, None, or ``[tag, props, *children]``. Texts are escaped by React, never parsed as HTML.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from dash.development.base_component import Component

Node = Any  # str | None | list: a recursive alias makes every call site noisier than it is worth

_REACT_NAMES = {
    "cls": "className",
    "html_for": "htmlFor",
    "tab_index": "tabIndex",
    "col_span": "colSpan",
    "row_span": "rowSpan",
    "auto_focus": "autoFocus",
    "view_box": "viewBox",
}


class Tree(Component):
    """The Dash side of the component: `nodes` is a list of nodes, `meta` travels with them for clientside use."""

    _children_props: list[str] = []  # noqa: RUF012 (Dash declares these as instance variables)
    _base_nodes: list[str] = ["children"]  # noqa: RUF012
    _namespace = "wuli"
    _type = "Tree"

    def __init__(
        self, id: str, nodes: list[Node] | None = None, meta: dict[str, Any] | None = None, className: str | None = None
    ) -> None:
        self._prop_names = ["id", "nodes", "meta", "className"]
        self._valid_wildcard_attributes: list[str] = []
        self.available_properties = self._prop_names
        self.available_wildcard_properties: list[str] = []
        given = {"id": id, "nodes": nodes, "meta": meta, "className": className}
        super().__init__(**{name: value for name, value in given.items() if value is not None})


def h(tag: str, *children: Node, **attributes: Any) -> list[Node]:
    """One element: ``h("a.card.is-on", "text", href="/?p=2026-10", aria_label="…")``.

    Dots add classes; underscores become hyphens (data_period → data-period); None attributes and children are left
    out; a tuple of children is spliced in. Raises ValueError for a link that could run a script.
    """
    name, base = _split(tag)
    props: dict[str, Any] = dict(base)
    for key, value in attributes.items():
        if value is not None and value is not False:
            props[_attribute(key)] = _joined(base, value) if key == "cls" else value
    if "href" in props and not str(props["href"]).startswith(("/", "#", "?")):
        raise ValueError(f"a link may only lead inside the program: {props['href']}")
    node = [name, props]
    for child in children:
        if child.__class__ is tuple:
            node.extend(_flat(child))
        elif child is not None and child != "":
            node.append(child)
    return node


def _flat(children: Iterable[Node]) -> Iterable[Node]:
    for child in children:
        if isinstance(child, tuple):
            yield from _flat(child)
        elif child is not None and child != "":
            yield child


def _joined(base: dict[str, str], value: str) -> str:
    return f"{base['className']} {value}".strip() if "className" in base else value


@lru_cache(maxsize=4096)
def _split(tag: str) -> tuple[str, dict[str, str]]:
    name, *classes = tag.split(".")
    return name, {"className": " ".join(classes)} if classes else {}


@lru_cache(maxsize=512)
def _attribute(key: str) -> str:
    return _REACT_NAMES.get(key, key.replace("_", "-"))
