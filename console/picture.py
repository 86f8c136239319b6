"""A sheet drawn in the terminal, its parts tinted: column letters, row numbers, and what is not shown counted.

Where there is no colour every cell begins with the mark of its part; the legend explains tint and mark alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from console.say import Speaker
from loaders.look import Glimpse, Pane
from loaders.view import column_name

# Names of the 256 colours every terminal has; black on all of them, so that light and dark terminals show the same.
TINTS = {
    "title": "bold black on grey89", "meta": "black on wheat1", "header": "bold black on light_sky_blue1",
    "label": "black on light_cyan1", "data": "black on dark_sea_green1", "total": "bold black on dark_sea_green3",
    "derived": "italic black on khaki1", "missing": "black on misty_rose1", "line": "black on dark_sea_green1",
    "note": "italic black on grey78", "passed": "black on thistle1",
}  # fmt: skip
NARROWEST, STUB = 4, 22  # columns of text; the first label column may be wider than the others
SIZES = ((40, 24), (14, 14), (14, 8))  # the widest figure and heading, tried until the sheet fits
SHEETS = 6  # panes drawn of one workbook; sheets built like an earlier one are only counted


class Painter:
    """Draws panes to a speaker's output."""

    def __init__(self, speaker: Speaker) -> None:
        self.speaker = speaker
        self.colour = bool(speaker.out.is_terminal and speaker.out.color_system) or bool(speaker.out.record)
        self.width = max(speaker.out.width, 40)

    def sheets(self, panes: tuple[Pane, ...]) -> None:
        """Every sheet that is built like none before, the legend, and a count of the others."""
        own = [pane for pane in panes if not pane.alike][:SHEETS]
        for pane in own:
            for line in self.lines(pane):
                self._print(line)
        for line in self.legend({cell.part for pane in own for cell in pane.cells}) if own else ():
            self._print(line)
        if len(own) < len(panes):
            self.speaker.say("cli_sheets_alike", count=len(panes) - len(own))

    def legend(self, parts: set[str]) -> Iterator[Text]:
        """The parts that are in the picture, each in its tint with its mark, in lines that fit."""
        line = Text()
        for part in TINTS:
            said = f" {self._mark(part)} {self.speaker.word(f'part_{part}')} "
            if part not in parts:
                continue
            if line and line.cell_len + cell_len(said) > self.width:
                yield line
                line = Text()
            line.append(said, self._tint(part)).append(" ")
        yield line

    def lines(self, pane: Pane) -> Iterator[Text]:
        """The sheet's name, the column letters, the rows, and what is left out."""
        margin = len(str(pane.rows[-1])) + 1
        widths = self._widths(pane, self.width - margin)
        yield Text(self.speaker.word("cli_sheet", sheet=pane.sheet, rows=pane.rows_used, columns=pane.columns_used))
        head = "".join(f" {column_name(column):<{width}}" for column, width in widths.items())
        yield Text(" " * margin + head, "dim")
        here: dict[int, dict[int, Glimpse]] = {}
        for cell in pane.cells:
            here.setdefault(cell.row, {})[cell.column] = cell
        for row, below in pairwise((*pane.rows, pane.rows[-1] + 1)):
            yield self._row(row, here.get(row, {}), widths, margin)
            if below > row + 1:
                yield Text(f"{'⋮':>{margin}} {row + 1}–{below - 1}", "dim")
        if hidden := pane.columns_used - len(widths):
            yield Text(self.speaker.word("cli_columns_more", count=hidden), "dim")
        if hidden := pane.rows_used - len(pane.rows):
            yield Text(self.speaker.word("cli_rows_more", count=hidden), "dim")

    def _print(self, line: Text) -> None:
        self.speaker.out.print(line, overflow="crop", no_wrap=True, soft_wrap=False)

    def _row(self, row: int, cells: dict[int, Glimpse], widths: dict[int, int], margin: int) -> Text:
        line = Text().append(f"{row:>{margin}}", "dim")
        columns = list(widths)
        at = 0
        while at < len(columns):
            cell, room, at = cells.get(columns[at]), widths[columns[at]], at + 1
            line.append(" ")
            if cell is None:
                line.append(" " * room)
                continue
            text = self._text(cell)
            while not cell.number and at < len(columns) and columns[at] not in cells and cell_len(text) > room:
                room, at = room + widths[columns[at]] + 1, at + 1  # as on the sheet, a long text runs over empty cells
            line.append(_fitted(text, room, right=cell.number), self._tint(cell.part))
        return line

    def _text(self, cell: Glimpse) -> str:
        return cell.text if self.colour else f"{self._mark(cell.part)}{cell.text}"

    def _mark(self, part: str) -> str:
        return self.speaker.word(f"part_{part}_mark")

    def _tint(self, part: str) -> str:
        return TINTS[part] if self.colour else ""

    def _widths(self, pane: Pane, room: int) -> dict[int, int]:
        """The columns that fit; where not all do, headings are cut before columns are left out."""
        for most, heading in SIZES:
            need = self._need(pane, most, heading)
            if sum(need.values()) + len(need) <= room:
                break
        fitting: dict[int, int] = {}
        for column, width in need.items():
            room -= width + 1
            if room < 0 and fitting:
                break
            fitting[column] = width
        return fitting

    def _need(self, pane: Pane, widest: int, heading: int) -> dict[int, int]:
        """Each column as wide as its figures; a text beside an empty cell may run over."""
        taken = {(cell.row, cell.column) for cell in pane.cells}
        need = dict.fromkeys(pane.columns, NARROWEST)
        first = next((c.column for c in pane.cells if c.part == "label" and len(c.text) > 1), None)
        for cell in pane.cells:
            figure = cell.number or cell.part in ("label", "line", "data")
            if figure or (cell.row, cell.column + 1) in taken or cell.column == pane.columns[-1]:
                most = max(STUB, widest) if cell.column == first else widest if figure else heading
                need[cell.column] = max(need[cell.column], min(most, cell_len(self._text(cell))))
        return need


def _fitted(text: str, room: int, *, right: bool) -> str:
    """The text in exactly so many columns, figures to the right, cut with … where it is longer."""
    if cell_len(text) > room:
        return set_cell_size(text, room - 1) + "…"
    return " " * (room - cell_len(text)) + text if right else set_cell_size(text, room)
