"""Shared strings and comments of an xlsx package: runs joined, phonetic guides left out, raised digits kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from loaders.door_zip import Package, checked, parse

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# a raised digit is a footnote mark: 3100 with a raised 1 must not become 31001
RAISED = str.maketrans("0123456789+-()abn", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵃᵇⁿ")
PLAIN_STRING = re.compile(r"<si><t(?: xml:space=\"preserve\")?>([^<]*)</t></si>")
OTHER_ENCODING = re.compile(r"\s*<\?xml[^>]*encoding=[\"'](?!UTF-8[\"'])", re.I)
PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class TextReader:
    """Collects the text of every element called `unit` (si, comment, is) into `texts`."""

    def __init__(self, unit: str) -> None:
        self.unit, self.texts, self.refs = unit, list[str](), list[str]()
        self.parts: list[str] = []
        self.inside = self.phonetic = self.raised = False

    def prepare(self, parser: Any) -> None:
        """Set the handlers."""
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.characters

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Enter an element."""
        name = name.rpartition(" ")[2]
        if name == "t":
            self.inside = not self.phonetic
        elif name == self.unit:
            self.parts = []
            self.refs.append(attributes.get("ref", ""))
        elif name == "rPh":
            self.phonetic = True
        elif name == "vertAlign":
            self.raised = attributes.get("val") == "superscript"

    def end(self, name: str) -> None:
        """Leave an element."""
        name = name.rpartition(" ")[2]
        if name == "t":
            self.inside = False
        elif name == self.unit:
            self.texts.append(unescaped("".join(self.parts)))
        elif name == "rPh":
            self.phonetic = False
        elif name == "r":
            self.raised = False

    def characters(self, text: str) -> None:
        """A piece of text."""
        if self.inside:
            self.parts.append(text.translate(RAISED) if self.raised else text)


def unescaped(text: str) -> str:
    """_x000D_ and its like back to the character; line ends as \\n."""
    if "_x" in text:
        text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def shared_strings(package: Package, part: str) -> list[str]:
    """The strings of the package in order; without the part, none."""
    if part not in package:
        return []
    unpacked, texts = package.unpacked, list[str]()
    if all(_quick(text, texts) for text in _whole_strings(checked(part, package.pieces(part)))):
        return texts
    package.unpacked = unpacked
    reader = TextReader("si")
    parse(part, package.pieces(part), reader.prepare)
    return reader.texts


def _whole_strings(pieces: Iterator[bytes]) -> Iterator[str]:
    """Text that ends with a whole string, piece by piece; the end of the part comes last."""
    held: list[bytes] = []
    for piece in pieces:
        held.append(piece)
        if b"</si>" in piece:
            whole, close, rest = b"".join(held).rpartition(b"</si>")
            yield (whole + close).decode("utf-8", "replace")
            held = [rest]
    yield b"".join(held).decode("utf-8", "replace")


def _quick(text: str, texts: list[str]) -> bool:
    """Add the strings of the text when all are plain, as nearly all are in a register; otherwise say no."""
    found = PLAIN_STRING.findall(text)
    if len(found) != text.count("<si") or len(found) != text.count("</si>") or OTHER_ENCODING.match(text):
        return False
    if "&" in text or "_x" in text or "\r" in text or "\ufffd" in text:
        found = [unescaped(unescape(string)) for string in found]
    texts += found
    return "\ufffd" not in text and text.find("<!") < 0


def comments(package: Package, part: str, most: int) -> dict[tuple[int, int], str]:
    """The notes of a sheet by cell, at most so many."""
    reader = TextReader("comment")
    parse(part, package.pieces(part), reader.prepare)
    found = {}
    for ref, text in list(zip(reader.refs, reader.texts, strict=True))[:most]:
        if place := PLACE.fullmatch(ref):
            found[int(place[2]), column_number(place[1])] = text.strip()
    return found


def column_number(name: str) -> int:
    """AB → 28."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number
