"""The cells of one sheet part, as expat meets them. The hot loop of the reader: 200,000 cells in a second."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from math import inf
from typing import Any

from loaders.door_words import Refused
from loaders.grid_cells import LAST_COLUMN, LAST_ROW, Sheet, text_cell
from loaders.grid_colors import hue
from loaders.grid_format import general, serial_of
from loaders.grid_xlsx_styles import USUAL, Look
from loaders.grid_xlsx_text import RAISED, column_number, unescaped
from loaders.records import BOOL, DATE, ERROR, NO_VALUE, NUMBER, Cell

DIGITS = "0123456789"
SHORT = re.compile(r"-?(?:[1-9][0-9]{0,14}|(?:[1-9][0-9]{0,6}|0)\.[0-9]{0,6}[1-9])")  # prints as it is written
new = tuple.__new__  # half the price of Cell(...), paid 200,000 times
REMEMBERED = 60_000  # equal cells are one object: half the memory of a register, and faster
DAYS_TO_1904 = 1462


class Placeless(Exception):
    """A cell that must be named with its address was met where only rows are known: go through the row again."""


class SheetReader:
    """Handlers for one sheet part; cells go to `sheet`. strings and looks are those of the workbook."""

    def __init__(self, sheet: Sheet, strings: list[str], looks: list[Look], *, days_1904: bool) -> None:
        self.sheet, self.strings, self.looks = sheet, strings, looks
        sheet.clean = True
        self.shift = DAYS_TO_1904 if days_1904 else 0
        self.looks_by_name: dict[str, Look] = {}
        self.signals = {str(at): look.style.fill for at, look in enumerate(looks) if hue(look.style.fill)}
        self.row, self.row_text, self.column = 0, "", 0
        self.line: dict[int, Cell] = {}
        self.columns: dict[str, int] = {}
        self.shapes: dict[tuple[str, ...], tuple[int, ...]] = {}  # columns of the rows met so far
        self.remembered: dict[tuple[str, str, str], Cell | None] = {}
        self.kind, self.style = "n", ""
        self.value: str | None = None
        self.formula: str | None = None
        self.text = ""
        self.phonetic = self.raised = False
        self.zeros: list[tuple[int, int, str]] = []
        self.calculated = False
        self.starts: dict[str, Callable[[dict[str, str]], None] | None] = {}
        self.ends: dict[str, Callable[[], None] | None] = {}

    def prepare(self, parser: Any) -> None:
        """Set the handlers."""
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.characters

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Enter an element; names come with their namespace, transitional or strict."""
        try:
            handler = self.starts[name]
        except KeyError:
            handler = self.starts[name] = getattr(self, "start_" + name.rpartition(" ")[2], None)
        if handler is not None:
            handler(attributes)

    def end(self, name: str) -> None:
        """Leave an element."""
        try:
            handler = self.ends[name]
        except KeyError:
            handler = self.ends[name] = getattr(self, "end_" + name.rpartition(" ")[2], None)
        if handler is not None:
            handler()

    def characters(self, text: str) -> None:
        """A piece of text; it is kept when its element (v, f, t) ends."""
        self.text += text

    # -------------------------------------------------------------- rows and columns
    def start_row(self, attributes: dict[str, str]) -> None:
        """A row; without a number it follows the one before."""
        number = attributes.get("r")
        self.to_row(number if number else str(self.row + 1))
        self.column = 0
        if attributes.get("hidden") in ("1", "true") or attributes.get("ht") == "0":
            self.sheet.hidden_rows.add(self.row)

    def to_row(self, text: str) -> None:
        """Make `text` the current row."""
        if not text.isdigit() or not 1 <= int(text) <= LAST_ROW:
            raise Refused("bad_address", sheet=self.sheet.name, found=text)
        self.row, self.row_text = int(text), text
        self.line = self.sheet.rows.get(self.row) or {}

    def end_row(self) -> None:
        """Keep and count what the row brought."""
        if self.line:
            self.sheet.rows[self.row] = self.line
            self.sheet.count(self.row, len(self.line))

    def start_col(self, attributes: dict[str, str]) -> None:
        """A span of columns; only hidden ones are of interest."""
        if attributes.get("hidden") in ("1", "true") or attributes.get("width") == "0":
            first, last = int(attributes.get("min", "0")), int(attributes.get("max", "0"))
            self.sheet.hidden_columns.update(range(max(first, 1), min(last, LAST_COLUMN) + 1))

    def start_mergeCell(self, attributes: dict[str, str]) -> None:
        """A merged range A1:B2."""
        first, _, last = attributes.get("ref", "").replace("$", "").partition(":")
        top, left = self.place(first)
        bottom, right = self.place(last or first)
        self.sheet.merge((min(top, bottom), min(left, right), max(top, bottom), max(left, right)))

    def place(self, ref: str) -> tuple[int, int]:
        """C7 → (7, 3); raises Refused for what is no address."""
        name = ref.rstrip(DIGITS)
        digits = ref[len(name) :]
        if not digits or len(digits) > 7 or not 1 <= int(digits) <= LAST_ROW:
            raise Refused("bad_address", sheet=self.sheet.name, found=ref)
        return int(digits), self.columns.get(name) or self.learn(name, ref)

    def learn(self, name: str, ref: str) -> int:
        """The number of a column met for the first time."""
        number = column_number(name) if name.isascii() and name.isalpha() and name.isupper() and len(name) < 4 else 0
        if not 1 <= number <= LAST_COLUMN:
            raise Refused("bad_address", sheet=self.sheet.name, found=ref)
        self.columns[name] = number
        return number

    # -------------------------------------------------------------- cells
    def start_c(self, attributes: dict[str, str]) -> None:
        """A cell; without an address it follows the one before."""
        ref = attributes.get("r")
        if ref is None:
            self.column += 1
        else:
            name = ref.rstrip(DIGITS)
            if name + self.row_text != ref:
                self.end_row()
                self.to_row(str(self.place(ref)[0]))
            try:
                self.column = self.columns[name]
            except KeyError:
                self.column = self.learn(name, ref)
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
        self.value = self.formula = None

    def start_v(self, attributes: dict[str, str]) -> None:
        """The value."""
        self.text = ""

    def end_v(self) -> None:
        """The value is complete."""
        self.value = self.text

    start_f = start_t = start_v

    def end_f(self) -> None:
        """The formula is complete (the followers of a shared formula have no text)."""
        self.formula = "=" + self.text

    def end_t(self) -> None:
        """Runs of an inline string are joined."""
        if not self.phonetic:
            self.value = (self.value or "") + (self.text.translate(RAISED) if self.raised else self.text)

    def start_rPh(self, attributes: dict[str, str]) -> None:
        """A phonetic guide is not text."""
        self.phonetic = True

    def end_rPh(self) -> None:
        """Behind it."""
        self.phonetic = False

    def start_vertAlign(self, attributes: dict[str, str]) -> None:
        """Raised digits are footnote marks."""
        self.raised = attributes.get("val") == "superscript"

    def end_r(self) -> None:
        """A run ends."""
        self.raised = False

    def end_c(self) -> None:
        """Put the cell down, if there is anything in it."""
        value = self.value
        if self.formula is not None:
            cell = self.calculated_cell(value or "")
        elif not value:
            if self.style in self.signals:
                self.sheet.paint(self.row, self.column, self.signals[self.style])
            return
        else:
            key = (value, self.style, self.kind)
            try:
                cell = self.remembered[key]
            except KeyError:
                cell = self.made(value)
                if len(self.remembered) < REMEMBERED:
                    self.remembered[key] = cell
        if cell is not None:
            line, column = self.line, self.column
            if column in line:
                self.sheet.twice(self.row, column, cell)
            line[column] = cell

    def calculated_cell(self, value: str) -> Cell | None:
        """A formula's cell: its cached value, or the mark that there is none."""
        if not self.column:
            raise Placeless
        if not value and self.kind != "str":
            return Cell(self.formula or "=", None, NO_VALUE, self.look().style)
        if value == "0" and self.kind == "n":
            self.zeros.append((self.row, self.column, self.formula or "="))
        else:
            self.calculated = True
        return self.made(value) if value else None

    def mark_uncalculated(self) -> None:
        """A program that never calculates writes 0 for every formula and asks for a recalculation at opening."""
        if self.calculated or not self.zeros:
            return
        for row, column, formula in self.zeros:
            line = self.sheet.rows[row]
            line[column] = Cell(formula, None, NO_VALUE, line[column].style)
        self.sheet.say("formula_zero", "warning", self.zeros[0][:2])

    def look(self) -> Look:
        """The current cell's Look; an unknown style number is plain."""
        try:
            return self.looks_by_name[self.style]
        except KeyError:
            index = int(self.style) if self.style.isdigit() else 0
            known = self.looks_by_name[self.style] = self.looks[index] if index < len(self.looks) else USUAL
            return known

    def made(self, value: str) -> Cell | None:
        """The cell of a value by its type; None for a text of blanks."""
        look, kind = self.look(), self.kind
        if kind == "n":
            return self.number(value, look)
        if kind == "s":
            return text_cell(self.shared(value), look.style)
        if kind == "b":
            return Cell("TRUE" if value in ("1", "true") else "FALSE", None, BOOL, look.style)
        if kind == "e":
            return Cell(value, None, ERROR, look.style)
        if kind == "d":
            return self.iso_date(value, look)
        return text_cell(unescaped(value), look.style)

    def shared(self, value: str) -> str:
        """A shared string; a number outside the list is a damaged file."""
        try:
            index = int(value)
            if index >= 0:
                return self.strings[index]
        except (ValueError, IndexError):
            pass
        raise Refused("broken_part", sheet=self.sheet.name, found=f"sharedStrings {value}")

    def number(self, value: str, look: Look) -> Cell:
        """A number as it is printed; digits beyond what a double holds stay in the text."""
        if look.printer is general and SHORT.fullmatch(value):
            return new(Cell, (value, float(value), NUMBER, look.style))
        try:
            number = float(value)
        except ValueError:
            number = inf
        if not -inf < number < inf or "_" in value:
            if not self.column:
                raise Placeless
            self.sheet.say("bad_value", "warning", (self.row, self.column), found=value)
            return Cell(value, None, ERROR, look.style)
        if look.date and 0 <= number + self.shift < 2_958_466:
            return Cell(look.printer(number + self.shift), number + self.shift, DATE, look.style)
        if look.printer is general and value.isdigit():
            return Cell(value.lstrip("0") or "0", number, NUMBER, look.style)
        return new(Cell, (look.printer(number), number, NUMBER, look.style))

    def iso_date(self, value: str, look: Look) -> Cell | None:
        """A date written as ISO text (strict packages)."""
        try:
            serial = serial_of(datetime.fromisoformat(value.removesuffix("Z")).replace(tzinfo=None))
        except ValueError:
            return text_cell(value, look.style)
        return Cell(look.printer(serial) if look.date else value, serial, DATE, look.style)
