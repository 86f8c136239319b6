"""Handlers by element name for expat: a method start_row meets <row>, end_row meets </row>, whatever the prefix."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Names(dict[str, str]):
    """Attribute names without their namespace, cut once each."""

    def __missing__(self, name: str) -> str:
        short = self[name] = name.rpartition(" ")[2]
        return short


class Handlers:
    """Base of the readers of one XML dialect; attribute names arrive without their namespace, text in `self.text`."""

    def __init__(self) -> None:
        self.text = ""
        self.names = Names()
        self.starts: dict[str, Callable[[dict[str, str]], None] | None] = {}
        self.ends: dict[str, Callable[[], None] | None] = {}

    def prepare(self, parser: Any) -> None:
        """Set the handlers."""
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.characters

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Enter an element."""
        if name not in self.starts:
            self.starts[name] = getattr(self, "start_" + name.rpartition(" ")[2].replace("-", "_"), None)
        if (handler := self.starts[name]) is not None:
            names = self.names
            handler({names[key]: value for key, value in reversed(attributes.items())})

    def end(self, name: str) -> None:
        """Leave an element."""
        if name not in self.ends:
            self.ends[name] = getattr(self, "end_" + name.rpartition(" ")[2].replace("-", "_"), None)
        if (handler := self.ends[name]) is not None:
            handler()

    def characters(self, text: str) -> None:
        """A piece of text."""
        self.text += text


def whole(text: str | None, otherwise: int = 1, most: int = 1 << 21) -> int:
    """A count from an attribute, kept between 0 and most."""
    return min(int(text), most) if text and text.isascii() and text.isdigit() else otherwise
