"""What a scanned sheet has shown so far: every value is made into a cell once for each look (style and type)."""

from __future__ import annotations

import re
from html import unescape

from loaders.grid_cells import text_cell
from loaders.grid_format import general
from loaders.grid_xlsx_sheet import REMEMBERED, SheetReader, new
from loaders.grid_xlsx_text import unescaped
from loaders.records import NUMBER, Cell, Style

LOOK = re.compile(r'(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?')
BODY = re.compile(r"\s*(<f(?:\s[^<>]*)?(?:/>|>([^<]*)</f>))?\s*(?:<v(?:\s[^<>]*)?(?:/>|>([^<]*)</v>))?\s*")
NUMERIC = re.compile(r"(?:[1-9][0-9]{0,13}\.|0\.[1-9])[0-9]+").fullmatch
AS_WRITTEN = re.compile(r"[1-9][0-9]*(?:\.[0-9]*[1-9])?").fullmatch
INLINE = re.compile(r"\s*<is>\s*<t(?:\s[^<>]*)?>([^<]*)</t>\s*</is>\s*")


def plain_text(markup: str) -> bool:
    """Whether a cell's markup is one inline text and nothing else."""
    return markup[:7] == "<is><t>" and markup[-9:] == "</t></is>" and markup.count("<") == 4


class Unusual(Exception):
    """The part is not written the plain way; read it by the XML road."""


class Looks(dict[str, "Met"]):
    """The attributes of a cell (` s="3" t="s"`) → what was met with them."""

    def __init__(self, reader: SheetReader) -> None:
        self.reader = reader

    def __missing__(self, look: str) -> Met:
        style, kind = LOOK.fullmatch(look).groups()  # type: ignore[union-attr]
        met = self[look] = (Met if kind else Numbers)(self.reader, style or "", kind or "n")
        return met


class Met(dict[str, "Cell | None"]):
    """What stood in a cell (the value, or all its markup when that is not a plain value) → the cell."""

    def __init__(self, reader: SheetReader, style: str, kind: str) -> None:
        self.reader, self.style, self.kind = reader, style, kind
        self.shown: Style | None = None

    def style_of(self, reader: SheetReader) -> Style:
        """The style of its look, found once."""
        if self.shown is None:
            self.shown = reader.look().style
        return self.shown

    def __missing__(self, written: str) -> Cell | None:
        """Make the cell; texts are always remembered, the rest up to a limit, formulas never."""
        reader = self.reader
        reader.style, reader.kind, reader.formula = self.style, self.kind, None
        if written[0] == "<" and self.kind == "inlineStr" and plain_text(written):
            text = written[7:-9]
            cell = text_cell(unescaped(unescape(text) if "&" in text else text), self.style_of(reader))
        elif written[0] == "<":
            cell = from_body(reader, written)
            if reader.formula is not None:
                return cell
        else:
            cell = reader.made(unescape(written) if "&" in written else written)
        if len(self) < REMEMBERED or self.kind in ("s", "inlineStr"):
            self[written] = cell
        return cell


class Numbers(Met):
    """Numbers without a type: the ones that print as they are written, or with one format call, take the short road."""

    def __init__(self, reader: SheetReader, style: str, kind: str) -> None:
        super().__init__(reader, style, kind)
        reader.style = style
        look = reader.look()
        self.shown, self.quick, self.plain = look.style, look.quick, look.printer is general
        self.tie = len(look.quick.partition(".")[2]) and int(look.quick.partition(".")[2][:-1]) + 1

    def __missing__(self, written: str) -> Cell | None:
        """Make the cell. Excel writes 65159.3 as 65159.300000000003: fifteen digits are what it means and prints."""
        if AS_WRITTEN(written) and len(written) < 16:
            number, text = float(written), written
        elif NUMERIC(written):
            number = float(written)
            text = f"{number:.15g}"
        else:
            return super().__missing__(written)
        if not self.plain:
            if not self.quick or (text[-1] == "5" and text.find(".") == len(text) - 1 - self.tie):
                return super().__missing__(written)
            text = format(number, self.quick)
        cell = new(Cell, (text, number, NUMBER, self.shown))
        if len(self) < REMEMBERED:
            self[written] = cell
        return cell


def from_body(reader: SheetReader, body: str) -> Cell | None:
    """A cell with a formula, an inline string or an empty value."""
    if plain := BODY.fullmatch(body):
        has_formula, formula, value = plain.groups()
        value = unescape(value or "")
        if not has_formula:
            return reader.made(value) if value else None
        reader.formula = "=" + unescape(formula or "")
        return reader.calculated_cell(value)
    if text := INLINE.fullmatch(body):
        return reader.made(unescape(text[1])) if text[1] else None
    raise Unusual
