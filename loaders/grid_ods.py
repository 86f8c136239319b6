"""ods (and flat fods) → Grids. The file keeps the printed text of every cell, so it is taken as it stands."""

from __future__ import annotations

from loaders.door import Limits
from loaders.door_words import Refused
from loaders.door_zip import Package, parse, tree
from loaders.grid_cells import LAST_COLUMN, LAST_ROW, Sheet, text_cell
from loaders.grid_ods_styles import StyleReader, value_of
from loaders.grid_xml import whole
from loaders.records import ERROR, NO_VALUE, Cell, Finding, Grid

ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "Err:")


def grids(workbook: str, source: Package | bytes, bounds: Limits) -> tuple[list[Grid], list[Finding]]:
    """All sheets in their order. Raises Refused."""
    reader = ContentReader(workbook, bounds)
    if isinstance(source, bytes):
        parse("office:document", iter([source]), reader.prepare)
    else:
        _package(source, reader)
    findings = [finding for sheet in reader.sheets for finding in sheet.findings]
    return [sheet.grid() for sheet in reader.sheets], findings


def _package(package: Package, reader: ContentReader) -> None:
    manifest = tree(package, "META-INF/manifest.xml")
    if any(entry.children for entry in manifest.children if entry.first("encryption-data").children):
        raise Refused("encrypted", found="encryption-data")
    if "content.xml" not in package:
        raise Refused("no_workbook", found="content.xml")
    if "styles.xml" in package:
        parse("styles.xml", package.pieces("styles.xml"), reader.prepare)
    parse("content.xml", package.pieces("content.xml"), reader.prepare)


class ContentReader(StyleReader):
    """Collects styles (see StyleReader) and sheets."""

    def __init__(self, workbook: str, bounds: Limits) -> None:
        super().__init__()
        self.workbook, self.bounds = workbook, bounds
        self.sheets: list[Sheet] = []
        self.row, self.column, self.column_number = 1, 1, 1
        self.rows_repeated = 1
        self.nested = 0
        self.line: list[tuple[int, int, Cell]] = []
        self.cell: dict[str, str] = {}
        self.paragraphs: list[str] = []
        self.note: list[str] | None = None

    # -------------------------------------------------------------- sheets, columns, rows
    def start_table(self, found: dict[str, str]) -> None:
        """A sheet; a table within a cell is not one."""
        self.nested += 1
        if self.nested > 1:
            return
        if len(self.sheets) >= self.bounds.sheets:
            raise Refused("too_many_sheets", found=len(self.sheets) + 1, limit=self.bounds.sheets)
        hidden = found.get("style-name", "") in self.hidden_tables
        self.sheets.append(Sheet(self.workbook, found.get("name", ""), self.bounds, hidden=hidden))
        self.row = self.column_number = 1

    def end_table(self) -> None:
        """Behind the sheet."""
        self.nested -= 1

    def start_table_column(self, found: dict[str, str]) -> None:
        """A span of columns, of interest when hidden."""
        count = whole(found.get("number-columns-repeated"))
        if found.get("visibility", "visible") != "visible" and self.sheets:
            last = min(self.column_number + count, LAST_COLUMN + 1)
            self.sheets[-1].hidden_columns.update(range(self.column_number, last))
        self.column_number += count

    def start_table_row(self, found: dict[str, str]) -> None:
        """A row, or many alike."""
        self.rows_repeated = whole(found.get("number-rows-repeated"))
        self.line, self.column = [], 1
        if found.get("visibility", "visible") != "visible" and self.sheets:
            last = min(self.row + self.rows_repeated, LAST_ROW + 1)
            self.sheets[-1].hidden_rows.update(range(self.row, last))

    def end_table_row(self) -> None:
        """Put the row down as often as it is repeated (blank rows to the end of the sheet cost nothing)."""
        if self.line:
            for row in range(self.row, self.row + self.rows_repeated):
                for column, count, cell in self.line:
                    for beside in range(count):
                        self.sheets[-1].put(row, column + beside, cell)
        self.row += self.rows_repeated

    # -------------------------------------------------------------- cells
    def start_table_cell(self, found: dict[str, str]) -> None:
        """A cell, or many alike."""
        self.cell, self.paragraphs = found, []
        down, right = whole(found.get("number-rows-spanned")), whole(found.get("number-columns-spanned"))
        if down > 1 or right > 1:
            self.sheets[-1].merge((self.row, self.column, self.row + down - 1, self.column + right - 1))

    def end_table_cell(self) -> None:
        """Note the cell, if there is anything in it."""
        count = whole(self.cell.get("number-columns-repeated"))
        cell = self.made("\n".join(self.paragraphs))
        if cell is not None:
            if self.column + count - 1 > LAST_COLUMN or self.row > LAST_ROW:
                raise Refused("bad_address", sheet=self.sheets[-1].name, found=f"R{self.row}C{self.column}")
            self.line.append((self.column, count, cell))
        self.column += count

    def start_covered_table_cell(self, found: dict[str, str]) -> None:
        """Cells under a merge hold nothing that is seen."""
        self.start_table_cell({key: value for key, value in found.items() if key == "number-columns-repeated"})

    def end_covered_table_cell(self) -> None:
        """Step over them."""
        self.paragraphs = []
        self.end_table_cell()

    def made(self, text: str) -> Cell | None:
        """The cell; None when it is empty."""
        style = self.style(self.cell.get("style-name", ""))
        kind = self.cell.get("value-type", "")
        if self.cell.get("formula") and not text.strip() and kind in ("", "float") and "value" not in self.cell:
            return Cell("=" + self.cell["formula"].partition("=")[2], None, NO_VALUE, style)
        if self.cell.get("formula") and text.startswith(ERRORS):
            return Cell(text.strip(), None, ERROR, style)
        found = value_of(self.cell, text, style)
        if found is not None:
            return found
        return text_cell(text, style)

    # -------------------------------------------------------------- text
    def start_p(self, found: dict[str, str]) -> None:
        """A paragraph."""
        self.text = ""

    def end_p(self) -> None:
        """A paragraph of the cell or of its note."""
        (self.paragraphs if self.note is None else self.note).append(self.text)

    def start_s(self, found: dict[str, str]) -> None:
        """Several blanks: they indent a stub, so they are kept."""
        self.text += " " * whole(found.get("c"), 1, 1_000)

    def start_tab(self, found: dict[str, str]) -> None:
        """A tab."""
        self.text += "\t"

    def start_line_break(self, found: dict[str, str]) -> None:
        """A new line."""
        self.text += "\n"

    def start_annotation(self, found: dict[str, str]) -> None:
        """A note is no part of the cell's text."""
        self.note = []

    def end_annotation(self) -> None:
        """Behind it."""
        if self.note and self.sheets:
            self.sheets[-1].comments[self.row, self.column] = "\n".join(self.note).strip()
        self.note = None
