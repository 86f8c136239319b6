"""What the reader knows about sheets in general, from data/catalog/reading: words, marks, measures, context."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from catalog.book import FOLDER, load
from catalog.entries import Catalog
from catalog.names import normalise

_FOOTNOTE = re.compile(r"[①-⑳㈠-㈩¹²³⁴-⁹†‡]+")
_BRACKETED_MARK = re.compile(r"\((?:[a-z]|注\d*|\d)\)$")


_PART = re.compile(r"\s*(?:其\s*中|内\s*[:：]|#\s*(?=[^\x00-\x7f]))\s*[:：]?")


def of_which(text: str) -> str | None:
    """What follows 其中, 内: or # (#男性) in a label, empty for a bare 其中; None for what is no part of a whole.

    内蒙古 and "# of cases" are none.
    """
    found = _PART.match(text)
    return text[found.end() :] if found else None


class Context(NamedTuple):
    """A word that means an indicator only where `topic` is spoken of (title, group heading, sheet)."""

    word: str
    topic: re.Pattern[str]
    indicator: str


class Knowledge(NamedTuple):
    """words: kind → normalised words. measures: in the order they are tried. marks: normalised mark → state."""

    words: Mapping[str, frozenset[str]]
    marks: Mapping[str, str]
    measures: tuple[tuple[str, re.Pattern[str]], ...]
    any_measure: re.Pattern[str]
    contexts: tuple[Context, ...]
    catalog: Catalog

    def is_(self, kind: str, text: str) -> bool:
        """Whether the text, however spaced, is one of the words of a kind."""
        return plain(text) in self.words[kind]


@lru_cache(maxsize=32768)
def plain(text: str) -> str:
    """A label without blanks, footnote marks and trailing punctuation, widths folded, lower case."""
    found = normalise(_FOOTNOTE.sub("", text))
    found = found.strip("*#:：;；,，。、")
    return _BRACKETED_MARK.sub("", found) if len(found) > 4 else found


@lru_cache(maxsize=4)
def know(folder: Path | None = None) -> Knowledge:
    """All knowledge about sheets, read once per process."""
    at = folder or FOLDER
    book = load(folder)
    words = {
        row["kind"]: frozenset(plain(w.replace("_", " ")) for w in row["words"].split()) for row in _rows(at, "words")
    }
    marks = dict(book.missing_marks) | {normalise(row["mark"]): row["state"] for row in _rows(at, "missing")}
    measures = tuple((row["measure"], re.compile(row["pattern"])) for row in _rows(at, "measures"))
    contexts = tuple(Context(plain(r["word"]), re.compile(r["topic"]), r["indicator"]) for r in _rows(at, "context"))
    any_measure = re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in measures))
    return Knowledge(words, marks, measures, any_measure, contexts, book)


def _rows(at: Path, name: str) -> list[dict[str, str]]:
    with open(at / "reading" / f"{name}.csv", encoding="utf-8", newline="") as handle:
        lines = [line for line in handle if not line.startswith("#")]
    return list(csv.DictReader(lines))
