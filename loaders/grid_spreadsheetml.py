"""SpreadsheetML 2003 (an .xml or .xls that begins with <Workbook>) → Grids."""

from __future__ import annotations

import re
from datetime import datetime

from loaders.door import Limits
from loaders.door_words import Refused
from loaders.door_zip import parse
from loaders.grid_cells import LAST_COLUMN, LAST_ROW, Sheet, text_cell
from loaders.grid_format import serial_of
from loaders.grid_xlsx_styles import USUAL, Look, look, numbered
from loaders.grid_xml import Handlers, whole
from loaders.records import BOOL, DATE, ERROR, NO_VALUE, TEXT, Cell, Finding, Grid, Style

NAMED = {
    "General": "", "General Number": "", "Fixed": "0.00", "Standard": "#,##0.00", "Percent": "0.00%",
    "Scientific": "0.00E+00", "Short Date": "yyyy/m/d", "Long Date": 'yyyy"年"m"月"d"日"', "Medium Date": "d-mmm-yy",
    "General Date": "yyyy/m/d h:mm", "Short Time": "h:mm", "Medium Time": "h:mm AM/PM", "Long Time": "h:mm:ss",
    "Currency": '"¥"#,##0.00', "Euro Currency": "€#,##0.00", "Yes/No": "", "True/False": "", "On/Off": "",
}  # fmt: skip
DECLARED = re.compile(rb"^\s*<\?xml[^>]*encoding=[\"'](gb[\w-]+)[\"'][^>]*\?>", re.I)


def grids(workbook: str, content: bytes, bounds: Limits) -> tuple[list[Grid], list[Finding]]:
    """All worksheets in their order. Raises Refused."""
    reader = WorkbookReader(workbook, bounds)
    parse("Workbook", iter([_as_utf8(content)]), reader.prepare)
    findings = [finding for sheet in reader.sheets for finding in sheet.findings]
    return [sheet.grid() for sheet in reader.sheets], findings


def _as_utf8(content: bytes) -> bytes:
    """expat knows no GB encodings."""
    if declared := DECLARED.match(content):
        try:
            return content[declared.end() :].decode("gb18030").encode()
        except UnicodeDecodeError as trouble:
            raise Refused("csv_encoding", found=trouble.start + 1) from None
    return content


class WorkbookReader(Handlers):
    """Collects the styles, then the sheets."""

    def __init__(self, workbook: str, bounds: Limits) -> None:
        super().__init__()
        self.workbook, self.bounds = workbook, bounds
        self.sheets: list[Sheet] = []
        self.styles: dict[str, Style] = {}
        self.looks: dict[str, Look] = {}
        self.style_id, self.row, self.column, self.column_number, self.comment = "", 0, 0, 0, False
        self.cell: dict[str, str] = {}
        self.type, self.value = "", ""

    # -------------------------------------------------------------- styles
    def start_Style(self, found: dict[str, str]) -> None:
        """A style begins as its parent is."""
        self.style_id = found.get("ID", "")
        self.styles[self.style_id] = self.styles.get(found.get("Parent", "Default"), Style())

    def change(self, **changes: str | bool | int) -> None:
        """Change the style that is open."""
        self.styles[self.style_id] = self.styles.get(self.style_id, Style())._replace(**changes)  # type: ignore[arg-type]

    def start_Alignment(self, found: dict[str, str]) -> None:
        """Indent and horizontal place."""
        self.change(indent=whole(found.get("Indent"), 0), align=found.get("Horizontal", "").lower())

    def start_Font(self, found: dict[str, str]) -> None:
        """Bold, italic, colour (Font also stands inside rich text, where no style is open)."""
        if self.style_id:
            color = found.get("Color", "").lstrip("#").upper()
            self.change(
                bold=found.get("Bold") == "1", italic=found.get("Italic") == "1", color=color.replace("000000", "")
            )

    def start_Interior(self, found: dict[str, str]) -> None:
        """The fill."""
        if found.get("Pattern", "None") != "None":
            self.change(fill=found.get("Color", "").lstrip("#").upper())

    def start_NumberFormat(self, found: dict[str, str]) -> None:
        """A code or one of the named formats."""
        code = found.get("Format", "")
        self.change(number_format=NAMED.get(code, code))

    def start_Border(self, found: dict[str, str]) -> None:
        """One side."""
        side = found.get("Position", " ")[0]
        if side in "LTRB" and found.get("LineStyle", "None") != "None":
            have = self.styles[self.style_id].borders + side
            self.change(borders="".join(letter for letter in "LTRB" if letter in have))

    def end_Style(self) -> None:
        """The style is complete."""
        self.style_id = ""

    # -------------------------------------------------------------- sheets
    def start_Worksheet(self, found: dict[str, str]) -> None:
        """A sheet."""
        if len(self.sheets) >= self.bounds.sheets:
            raise Refused("too_many_sheets", found=len(self.sheets) + 1, limit=self.bounds.sheets)
        self.sheets.append(Sheet(self.workbook, found.get("Name", ""), self.bounds))
        self.row = self.column_number = 0

    def start_Column(self, found: dict[str, str]) -> None:
        """A span of columns, of interest when hidden."""
        first = whole(found.get("Index"), self.column_number + 1)
        self.column_number = first + whole(found.get("Span"), 0)
        if found.get("Hidden") == "1":
            self.sheets[-1].hidden_columns.update(range(first, min(self.column_number, LAST_COLUMN) + 1))

    def start_Row(self, found: dict[str, str]) -> None:
        """A row."""
        self.row = whole(found.get("Index"), self.row + 1)
        self.column = 0
        if found.get("Hidden") == "1":
            self.sheets[-1].hidden_rows.add(self.row)
        if self.row > LAST_ROW:
            raise Refused("bad_address", sheet=self.sheets[-1].name, found=self.row)

    def start_Cell(self, found: dict[str, str]) -> None:
        """A cell, with the cells it covers."""
        self.column = whole(found.get("Index"), self.column + 1)
        if not 1 <= self.column <= LAST_COLUMN:
            raise Refused("bad_address", sheet=self.sheets[-1].name, found=self.column)
        self.cell, self.type, self.value = found, "", ""
        right, down = whole(found.get("MergeAcross"), 0), whole(found.get("MergeDown"), 0)
        if right or down:
            self.sheets[-1].merge((self.row, self.column, self.row + down, self.column + right))

    def start_Data(self, found: dict[str, str]) -> None:
        """The value, or the text of a note."""
        self.text = ""
        if not self.comment:
            self.type = found.get("Type", "String")

    def end_Data(self) -> None:
        """The value is complete."""
        if self.comment:
            self.sheets[-1].comments[self.row, self.column] = self.text.strip()
        else:
            self.value = self.text

    def start_Comment(self, found: dict[str, str]) -> None:
        """A note on the cell."""
        self.comment = True

    def end_Comment(self) -> None:
        """Behind it."""
        self.comment = False

    def end_Cell(self) -> None:
        """Put the cell down."""
        shown = self.look(self.cell.get("StyleID", "Default"))
        cell = self.made(shown)
        if cell is not None:
            self.sheets[-1].put(self.row, self.column, cell)
        self.column += whole(self.cell.get("MergeAcross"), 0)

    def start_Visible(self, found: dict[str, str]) -> None:
        """Whether the sheet is hidden."""
        self.text = ""

    def end_Visible(self) -> None:
        """SheetHidden or SheetVeryHidden."""
        if self.sheets and "hidden" in self.text.lower():
            self.sheets[-1].hidden = True

    # -------------------------------------------------------------- cells
    def look(self, style_id: str) -> Look:
        """The Look of a style."""
        if style_id not in self.looks:
            style = self.styles.get(style_id, Style())
            self.looks[style_id] = look(style) if style != Style() else USUAL
        return self.looks[style_id]

    def made(self, shown: Look) -> Cell | None:
        """The cell of what stands in Data; None when it is empty."""
        value, kind, formula = self.value, self.type, self.cell.get("Formula")
        if formula and not value.strip() and kind != "String":
            return Cell(formula, None, NO_VALUE, shown.style)
        if not value.strip():
            return None
        if kind == "Number":
            return self.number(value.strip(), shown)
        if kind == "DateTime":
            return self.moment(value.strip(), shown)
        if kind == "Boolean":
            return Cell("TRUE" if value.strip() == "1" else "FALSE", None, BOOL, shown.style)
        return Cell(value, None, ERROR, shown.style) if kind == "Error" else text_cell(value, shown.style)

    def number(self, value: str, shown: Look) -> Cell:
        """A number as printed."""
        try:
            number = float(value)
        except ValueError:
            number = float("inf")
        if not abs(number) < float("inf"):
            self.sheets[-1].say("bad_value", "warning", (self.row, self.column), found=value)
            return Cell(value, None, ERROR, shown.style)
        return numbered(number, shown)

    def moment(self, value: str, shown: Look) -> Cell:
        """2026-10-01T00:00:00.000 as a date."""
        try:
            serial = serial_of(datetime.fromisoformat(value.removesuffix("Z")))
        except ValueError:
            return Cell(value, None, TEXT, shown.style)
        return Cell(shown.printer(serial) if shown.date else value[:10], serial, DATE, shown.style)
