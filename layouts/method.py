"""The ⓘ of a panel: how its figures are worked out, in the words of docs/methods.md."""

from __future__ import annotations

from catalog.methods import load, of_chart, paragraphs
from catalog.view import View
from layouts.tree import Node, h


def method(view: View, *ids: str) -> Node:
    """A fold with the methods of these ids: text, formula, source, example. KeyError for one that is not there."""
    return h("details.method", h("summary", h("span", "ⓘ", aria_hidden="true"), view.word("method_open")),
             *_texts(view, ids))  # fmt: skip


def tip(view: View, panel: str) -> tuple[Node, ...]:
    """The ⓘ among a chart's tools, with the methods behind that panel; none for a panel that names them itself."""
    ids = of_chart(panel)
    if not ids:
        return ()
    mark = h("summary", h("span", "ⓘ", aria_hidden="true"), h("span.sr", view.word("method_open")),
             title=view.word("method_open"))  # fmt: skip
    return (h("details.method.is-tip", mark, h("div.method-text", *_texts(view, ids), tab_index=0), key="method"),)


def _texts(view: View, ids: tuple[str, ...]) -> list[Node]:
    known = load()
    return [part for one in ids for part in _one(view, one, paragraphs(known[one], view.lang))]


def _one(view: View, name: str, said: tuple[str, ...]) -> tuple[Node, ...]:
    title = load()[name].name["zh" if view.lang == "zh" else "en"]
    text, formula, *rest = said
    return (h("h3", title), h("p", text), h("p", formula, data_verbatim="1"), *(h("p", one) for one in rest))
