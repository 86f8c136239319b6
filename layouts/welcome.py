"""The first page of a store without data: what to do, in the order it is done."""

from __future__ import annotations

from catalog.view import View
from layouts.parts import Node
from layouts.tree import h

# The three commands, as they are typed in the program's folder.
COMMANDS = (("welcome_try", "dashboard.py read {file}"), ("welcome_load", "dashboard.py load {file}"),
            ("welcome_samples", "dashboard.py samples"))  # fmt: skip


def welcome(view: View) -> Node:
    """Three steps with their commands, the sheets that are understood, and what happens to what is loaded."""
    steps = (_step(view, i, word, command) for i, (word, command) in enumerate(COMMANDS, 1))
    forms = (h("li", form.en if view.lang != "zh" else form.zh) for form in view.catalog.forms.values())
    ways = h(
        "div.ways",
        h("a.button.is-primary", view.word("welcome_submit"), href=view.href("/submit", extra=())),
        h("a.button", view.word("welcome_again"), href=view.href(), data_act="again"),
        h("a.button", view.word("indicator_catalogue"), href=view.href("/dictionary", extra=())),
    )
    return h(
        "div.welcome",
        h("section.panel", h("h2", view.word("empty_title")), h("p", view.word("welcome_text")), h("ol.steps", *steps),
          h("p.panel-foot", view.word("welcome_windows")), ways),
        h("section.panel", h("h2", view.word("welcome_forms")), h("p", view.word("welcome_any")), h("ul.forms", *forms),
          h("p.panel-foot", view.word("welcome_safe"))),
    )  # fmt: skip


def _step(view: View, number: int, word: str, command: str) -> Node:
    typed = command.format(file=view.word("welcome_file"))
    return h("li", h("b.step", str(number), aria_hidden="true"), h("div", h("b", view.word(word)),
             h("p", view.word(f"{word}_says")), h("code", f".venv/bin/python {typed}")))  # fmt: skip
