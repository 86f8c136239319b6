"""Styles of OpenDocument spreadsheets, and the value a cell's attributes carry."""

from __future__ import annotations

import re
from datetime import datetime

from loaders.grid_dates import is_date
from loaders.grid_format import general, serial_of
from loaders.grid_xml import Handlers
from loaders.records import BOOL, DATE, NUMBER, PLAIN, Cell, Style

LENGTH = re.compile(r"([0-9.]+)(cm|mm|in|pt|px)?")
TO_INDENT = {"cm": 1 / 0.353, "mm": 1 / 3.53, "in": 7.2, "pt": 0.1, "px": 0.1}  # LibreOffice: one step is 10 pt
CLOCK = re.compile(r"PT(\d+)H(\d+)M([\d.]+)S")
DATE_PARTS = {"year": "y", "month": "m", "day": "d", "hours": "h", "minutes": "m", "seconds": "s"}


class StyleReader(Handlers):
    """Cell styles by name, with their parents; number styles as the code Excel would use; hidden sheets."""

    def __init__(self) -> None:
        super().__init__()
        self.styles: dict[str, Style] = {}
        self.formats: dict[str, str] = {}
        self.hidden_tables: set[str] = set()
        self.style_name = self.format_name = self.format_code = ""

    def style(self, name: str) -> Style:
        """The style of that name, or the default cell style."""
        return self.styles.get(name) or self.styles.get("Default", PLAIN)

    def start_style(self, found: dict[str, str]) -> None:
        """A style begins as its parent is."""
        self.style_name = found.get("name", "")
        if found.get("family") == "table-cell":
            start = self.styles.get(found.get("parent-style-name", "Default"), PLAIN)
            code = self.formats.get(found.get("data-style-name", ""), start.number_format)
            self.styles[self.style_name] = start._replace(number_format=code)

    def end_style(self) -> None:
        """The style is complete."""
        self.style_name = ""

    def start_table_properties(self, found: dict[str, str]) -> None:
        """Whether sheets of this style are shown."""
        if found.get("display") == "false":
            self.hidden_tables.add(self.style_name)

    def start_text_properties(self, found: dict[str, str]) -> None:
        """Bold, italic, colour."""
        if (style := self.styles.get(self.style_name)) is not None:
            weight = found.get("font-weight", "bold" if style.bold else "normal")
            color = found.get("color", "#" + style.color).lstrip("#").upper()
            self.styles[self.style_name] = style._replace(
                bold=weight in ("bold", "600", "700", "800", "900"),
                italic=found.get("font-style", "italic" if style.italic else "") == "italic",
                color="" if color == "000000" else color,
            )

    def start_paragraph_properties(self, found: dict[str, str]) -> None:
        """Indent and horizontal place."""
        if (style := self.styles.get(self.style_name)) is not None:
            align = {"start": "left", "end": "right"}.get(
                found.get("text-align", ""), found.get("text-align", style.align)
            )
            length = LENGTH.match(found.get("margin-left", ""))
            indent = round(float(length[1]) * TO_INDENT.get(length[2] or "pt", 0.1)) if length else style.indent
            self.styles[self.style_name] = style._replace(align=align, indent=indent)

    def start_table_cell_properties(self, found: dict[str, str]) -> None:
        """Fill and borders."""
        if (style := self.styles.get(self.style_name)) is not None:
            fill = found.get("background-color", "#" + style.fill).lstrip("#").upper()
            every = found.get("border", "none") != "none"
            sides = (("left", "L"), ("top", "T"), ("right", "R"), ("bottom", "B"))
            drawn = "".join(letter for side, letter in sides if found.get(f"border-{side}", "none") != "none")
            borders = "LTRB" if every else drawn or style.borders
            self.styles[self.style_name] = style._replace(fill="" if fill == "TRANSPARENT" else fill, borders=borders)

    # -------------------------------------------------------------- number styles
    def start_format(self, found: dict[str, str]) -> None:
        """A number style."""
        self.format_name, self.format_code = found.get("name", ""), ""

    start_number_style = start_percentage_style = start_date_style = start_time_style = start_currency_style = (
        start_format
    )

    def end_format(self) -> None:
        """The number style is complete."""
        self.formats[self.format_name] = "" if self.format_code == "0" else self.format_code
        self.format_name = ""

    end_number_style = end_percentage_style = end_date_style = end_time_style = end_currency_style = end_format

    def start_number(self, found: dict[str, str]) -> None:
        """The digits."""
        decimals = int(found.get("decimal-places", "0")) if found.get("decimal-places", "0").isdigit() else 0
        whole = "#,##0" if found.get("grouping") == "true" else "0"
        self.format_code += whole + ("." + "0" * min(decimals, 20) if decimals else "")

    def start_part(self, found: dict[str, str], part: str) -> None:
        """A part of a date."""
        letters = DATE_PARTS[part] * (4 if part == "year" else 3 if found.get("textual") == "true" else 1)
        self.format_code += letters * (2 if found.get("style") == "long" and len(letters) == 1 else 1)

    def start_year(self, found: dict[str, str]) -> None:
        """The year."""
        self.start_part(found, "year")

    def start_month(self, found: dict[str, str]) -> None:
        """The month."""
        self.start_part(found, "month")

    def start_day(self, found: dict[str, str]) -> None:
        """The day."""
        self.start_part(found, "day")

    def start_hours(self, found: dict[str, str]) -> None:
        """The hour."""
        self.start_part(found, "hours")

    def start_minutes(self, found: dict[str, str]) -> None:
        """The minute."""
        self.start_part(found, "minutes")

    def start_seconds(self, found: dict[str, str]) -> None:
        """The second."""
        self.start_part(found, "seconds")

    def start_text(self, found: dict[str, str]) -> None:
        """Words within a number style."""
        self.text = ""

    def end_text(self) -> None:
        """They go into the code in quotes, marks as they are."""
        if self.format_name:
            mark = self.text
            self.format_code += mark if mark in ("%", "-", "/", ":", " ", ".", "") else f'"{mark}"'


def value_of(cell: dict[str, str], text: str, style: Style) -> Cell | None:
    """The cell of a typed value; None for text and for empty cells."""
    kind = cell.get("value-type", "")
    if kind in ("float", "percentage", "currency"):
        try:
            number = float(cell.get("value", ""))
        except ValueError:
            return None
        shown = text.strip() if any(mark.isdigit() for mark in text) else general(number)
        date = is_date(style.number_format) if style.number_format else False
        return Cell(shown, number, DATE if date else NUMBER, style)
    if kind == "boolean":
        return Cell("TRUE" if cell.get("boolean-value") == "true" else "FALSE", None, BOOL, style)
    if kind == "date" and (serial := _serial(cell.get("date-value", ""))) is not None:
        return Cell(text or cell["date-value"], serial, DATE, style)
    if kind == "time" and (clock := CLOCK.fullmatch(cell.get("time-value", ""))):
        hours, minutes, seconds = (float(part) for part in clock.groups())
        return Cell(text, (hours + minutes / 60 + seconds / 3600) / 24, DATE, style)
    return None


def _serial(text: str) -> float | None:
    try:
        return serial_of(datetime.fromisoformat(text[:19]))
    except ValueError:
        return None
