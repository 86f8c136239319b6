"""Fonts of decks and bulletins, and the names of slide layouts: data/catalog/papers.toml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from catalog.book import FOLDER
from catalog.tables import tables


class Deck(NamedTuple):
    """han and latin: families of Chinese and other letters. cover, body: names a layout may have, ours first."""

    han: str
    latin: str
    cover: tuple[str, ...]
    body: tuple[str, ...]


class Font(NamedTuple):
    """A family, the one to take where it is not installed, and a size in points."""

    han: str
    instead: str
    size: float


class Papers(NamedTuple):
    """deck: of slides. fonts: of a bulletin, by what they are for: title, text, first, second, table, page, latin."""

    deck: Deck
    fonts: Mapping[str, Font]


@lru_cache(maxsize=4)
def load(folder: Path | None = None) -> Papers:
    """The papers of a catalogue folder, read once. KeyError names what is missing."""
    found = tables(folder or FOLDER, "papers.toml")
    slides = found["slides"]
    deck = Deck(slides["han"], slides["latin"], tuple(slides["cover"]), tuple(slides["body"]))
    fonts = {name: Font(row["han"], row["instead"], float(row["size"])) for name, row in found["bulletin"].items()}
    return Papers(deck, MappingProxyType(fonts))
