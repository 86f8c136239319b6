"""指标目录: what is sought in it, and which entry is open."""

from __future__ import annotations

from answers.desk import Desk
from answers.records import DictionaryRow
from callbacks.content import Content, page_name
from catalog.dictionary import formula
from catalog.names import normalise
from catalog.view import View
from layouts import dictionary as page
from layouts.parts import headline


def draw(desk: Desk, view: View) -> Content:
    """The list as sought and the entry that the address names (the first one found otherwise)."""
    themes = list(view.catalog.themes)
    rows = tuple(sorted(desk.dictionary(view.scope.version), key=lambda row: themes.index(row.indicator.theme)))
    sought = dict(view.scope.extra).get("q", "").strip()
    found = tuple(row for row in rows if matches(view, row, sought))
    named = next((row for row in rows if row.indicator.id == view.scope.indicator), None)
    opened = named or next(iter(found), None)
    counts = {group: sum(row.indicator.group == group for row in rows) for group in ("core", "extended", "part")}
    sentence = headline(view, view.word("dictionary_headline", **counts), view.word("dictionary_aside"))
    return Content(page_name(view, "dictionary"), desk.state().sample, (),
                   (sentence, page.dictionary(view, found, opened, sought)), present=False, export=False)  # fmt: skip


def matches(view: View, row: DictionaryRow, sought: str) -> bool:
    """Whether every word sought is in the names, the definition, the formula or the headers of an indicator."""
    one = row.indicator
    texts = (one.id, one.zh, one.en, one.short_zh, one.short_en, one.definition_zh, one.definition_en, *row.synonyms,
             formula(one, view.catalog, view.lang))  # fmt: skip
    all_of_it = normalise(" ".join(texts)).lower()
    return all(normalise(word).lower() in all_of_it for word in sought.split())
