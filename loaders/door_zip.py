"""A zip package, opened with every limit counted on the stream: members, unpacked bytes, inflation, double names."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any
from xml.parsers import expat

from loaders.door import MEGABYTE, Limits
from loaders.door_words import Refused

PIECE = 1 << 18
FREE = 8 * MEGABYTE  # so much may always be unpacked, however well it was packed
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, KeyError, IndexError)


class Package:
    """The members of a zip by name (case as written). Reading counts; nothing is unpacked that nobody asks for."""

    def __init__(self, content: bytes, bounds: Limits) -> None:
        self.packed, self.unpacked, self.bounds = len(content), 0, bounds
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(content))
        except BROKEN as trouble:
            raise Refused("broken_package", found=trouble) from None
        self.members: dict[str, zipfile.ZipInfo] = {}
        self._enter()

    def _enter(self) -> None:
        entries = self.zip.infolist()
        if len(entries) > self.bounds.members:
            raise Refused("too_many_members", found=len(entries), limit=self.bounds.members)
        for entry in entries:
            name = entry.filename.replace("\\", "/").removeprefix("/")
            if name.casefold() in self.members:
                raise Refused("duplicate_part", found=name)
            if ".." in name.split("/") or "\0" in name:
                raise Refused("unsafe_member", found=name)
            if entry.flag_bits & 1:
                raise Refused("encrypted", found=name)
            self.members[name.casefold()] = entry

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self.members

    def pieces(self, name: str) -> Iterator[bytes]:
        """The member's content piece by piece; raises Refused when it is missing, damaged or inflates too far."""
        entry = self.members.get(name.casefold())
        if entry is None:
            raise Refused("broken_part", found=name)
        try:
            with self.zip.open(entry) as stream:
                while piece := stream.read(PIECE):
                    self._count(len(piece))
                    yield piece
        except BROKEN:
            raise Refused("broken_part", found=name) from None

    def _count(self, size: int) -> None:
        self.unpacked += size
        most = self.bounds.unpacked_megabytes * MEGABYTE
        if self.unpacked > most or self.unpacked > max(FREE, self.packed * self.bounds.inflation):
            reached = min(most, max(FREE, self.packed * self.bounds.inflation)) // MEGABYTE
            raise Refused("inflation", found=round(self.packed / MEGABYTE, 1), limit=reached)

    def read(self, name: str) -> bytes:
        """The whole member, counted."""
        return b"".join(self.pieces(name))


def parse(name: str, pieces: Iterator[bytes], prepare: Callable[[Any], None]) -> None:
    """Run expat over the pieces; prepare sets the handlers. DOCTYPE and entities are refused, broken XML too.

    A handler's Refused comes through. name is the part's name for the message.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text, parser.buffer_size = True, 65536

    def refuse(*_: object) -> None:
        raise Refused("doctype", found=name)

    for handler in ("StartDoctypeDeclHandler", "EntityDeclHandler", "ExternalEntityRefHandler"):
        setattr(parser, handler, refuse)
    prepare(parser)
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, UnicodeError, LookupError):
        raise Refused("broken_part", found=name) from None


def checked(part: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces, each passed on after expat found it well-formed and without a DOCTYPE."""
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise Refused("doctype", found=part)

    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            yield piece
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, UnicodeError):
        raise Refused("broken_part", found=part) from None


class Element:
    """A small tree for parts that are read whole (styles, relations, workbook); names without their namespace."""

    __slots__ = ("children", "get", "name", "text")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name, self.text = name.rpartition(" ")[2], ""
        self.get = {key.rpartition(" ")[2]: value for key, value in attributes.items()}.get
        self.children: list[Element] = []

    def all(self, name: str) -> list[Element]:
        """The children of that name."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> Element:
        """The first child of that name, or an empty element."""
        return next((child for child in self.children if child.name == name), Element(name, {}))


def tree(package: Package, name: str) -> Element:
    """The part as a tree; an absent part is an empty root."""
    root = Element("", {})
    if name not in package:
        return root
    open_elements = [root]

    def start(tag: str, attributes: dict[str, str]) -> None:
        element = Element(tag, attributes)
        open_elements[-1].children.append(element)
        open_elements.append(element)

    def prepare(parser: Any) -> None:
        parser.StartElementHandler = start
        parser.EndElementHandler = lambda tag: open_elements.pop()
        parser.CharacterDataHandler = lambda text: setattr(open_elements[-1], "text", open_elements[-1].text + text)

    parse(name, package.pieces(name), prepare)
    return root.children[0] if root.children else root
