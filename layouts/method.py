"""The ⓘ of a panel: how its figures are worked out, in the words of docs/methods.md."""

from __future__ import annotations

from catalog.methods import load, paragraphs
from catalog.view import View
from layouts.tree import Node, h


def method(view: View, *ids: str) -> Node:
    """A fold with the methods of these ids: text, formula, source, example. KeyError for one that is not there."""
    known = load()
    parts = [part for one in ids for part in _one(view, one, paragraphs(known[one], view.lang))]
    return h("details.method", h("summary", h("span", "ⓘ", aria_hidden="true"), view.word("method_open")), *parts)


def _one(view: View, name: str, said: tuple[str, ...]) -> tuple[Node, ...]:
    title = load()[name].name["zh" if view.lang == "zh" else "en"]
    text, formula, *rest = said
    return (h("h3", title), h("p", text), h("p", formula, data_verbatim="1"), *(h("p", one) for one in rest))
