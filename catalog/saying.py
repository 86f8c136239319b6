"""A sentence of words.csv with its places filled, for who is not on a page: command line, store, findings."""

from __future__ import annotations

import string

from catalog import book


def sentence(word: str, lang: str = "zh", **fields: object) -> str:
    """A row of words.csv with its {places} filled; a place without a value stays empty."""
    words = book.load().words
    template = words.get(lang, words["zh"]).get(word, word)
    names = [name for _, name, _, _ in string.Formatter().parse(template) if name]
    return template.format(**{name: fields.get(name, "") for name in names})
