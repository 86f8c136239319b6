"""Formulas that no program has calculated: a sum, or + − × ÷ over cells of the same sheet, is worked out here.

Only what a person could re-add with the sheet before them: SUM, numbers, brackets and addresses. An address that holds
no number, a function, another sheet, a circle or a division by nothing leaves the cell unreadable, as it was. Every
figure worked out here is named in a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from catalog.records import CellRef, Finding
from loaders.grid_cells import Cells
from loaders.grid_dates import is_date
from loaders.grid_format import printer
from loaders.numbers import amount
from loaders.parts_of_sheet import column_number
from loaders.records import NO_VALUE, NUMBER, TEXT, Book, Cell, Grid
from loaders.saying import say
from loaders.view import address

Place = tuple[int, int]
_TOKEN = re.compile(
    r"\s*(?:(?P<range>\$?[A-Z]{1,3}\$?\d+:\$?[A-Z]{1,3}\$?\d+)|(?P<cell>\$?[A-Z]{1,3}\$?\d+)(?![(\d])"
    r"|(?P<sum>SUM)\s*(?=\()|(?P<number>\d+(?:\.\d+)?)|(?P<sign>[-+*/(),]))",
    re.I,
)
_OTHER_STYLE = re.compile(r"\[\.([A-Z]{1,3}\d+)(?::\.([A-Z]{1,3}\d+))?\]")  # OpenDocument writes [.C3:.C5]
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")
_MOST, _DEEP, _WIDE = 20, 60, 200_000


class _Unknown(Exception):
    """The formula cannot be worked out from what is on the sheet."""


def worked_out(grid: Grid) -> tuple[Grid, list[Finding]]:
    """The grid with the figures of its uncalculated formulas where they can be told, and a finding for each."""
    if isinstance(grid.cells, Cells):
        return grid, []  # a sheet of half a million cells comes from a program that calculates
    waiting = {at: cell for at, cell in grid.cells.items() if cell.kind == NO_VALUE}
    if not waiting:
        return grid, []
    reckoner = _Reckoner(grid.cells)
    found: dict[Place, Cell] = {}
    for at, cell in waiting.items():
        code = cell.style.number_format
        value = None if is_date(code) else reckoner.value(at)
        if value is not None:
            found[at] = Cell(printer(code or "General")(value), value, NUMBER, cell.style)
    return grid._replace(cells={**grid.cells, **found}), list(_findings(grid, waiting, found))


def calculated(book: Book) -> Book:
    """The book with `worked_out` sheets, what was found beside what the door said."""
    made = [worked_out(grid) for grid in book.grids]
    findings = (*book.findings, *(finding for _, found in made for finding in found))
    return book._replace(grids=tuple(grid for grid, _ in made), findings=findings)


def _findings(grid: Grid, waiting: Mapping[Place, Cell], found: Mapping[Place, Cell]) -> Iterator[Finding]:
    for number, (at, cell) in enumerate(found.items()):
        ref = CellRef(grid.workbook, grid.sheet, address(*at))
        if number < _MOST:
            yield say("formula_worked_out", "warning", ref, found=waiting[at].text, limit=cell.text)
        else:
            yield say("formulas_worked_out", "warning", ref, found=len(found) - _MOST)
            return


class _Reckoner:
    """Values of the uncalculated formulas of one sheet; each is worked out once."""

    def __init__(self, cells: Mapping[Place, Cell]) -> None:
        self.cells = cells
        self.known: dict[Place, float | None] = {}
        self.under: list[Place] = []

    def value(self, at: Place) -> float | None:
        """The figure of a formula's cell, or None where it cannot be told."""
        if at not in self.known:
            try:
                self.known[at] = self._formula(at)
            except (_Unknown, ZeroDivisionError, OverflowError):
                self.known[at] = None
        return self.known[at]

    def _formula(self, at: Place) -> float:
        if at in self.under or len(self.under) > _DEEP:
            raise _Unknown
        self.under.append(at)
        try:
            text = _OTHER_STYLE.sub(lambda m: f"{m[1]}:{m[2]}" if m[2] else m[1], self.cells[at].text)
            value = _Sum(self, text.removeprefix("=")).value()
        finally:
            self.under.pop()
        return float(f"{value:.15g}")

    def one(self, at: Place) -> float:
        """A cell that stands alone in a formula: it must hold a number."""
        cell = self.cells.get(at)
        if cell is None:
            raise _Unknown  # a blank is not reported, never zero
        found = self.value(at) if cell.kind == NO_VALUE else cell.number if cell.kind == NUMBER else None
        if found is None:
            raise _Unknown
        return found

    def many(self, first: Place, last: Place) -> Iterator[float]:
        """The numbers of a range as a sheet adds them: blanks and words are passed by, a number typed as text is not
        (no program would add it, and whoever reads the sheet would)."""
        top, bottom = sorted((first[0], last[0]))
        left, right = sorted((first[1], last[1]))
        if (bottom - top + 1) * (right - left + 1) > _WIDE:
            raise _Unknown
        for at in ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)):
            cell = self.cells.get(at)
            if cell is None or (cell.kind == TEXT and not _number(cell.text)):
                continue
            yield self.one(at)


def _number(text: str) -> bool:
    found = amount(text)
    return found is not None and found.value is not None


class _Sum:
    """Reads one formula: terms of factors, brackets, a leading sign, SUM of numbers, addresses and ranges."""

    def __init__(self, reckoner: _Reckoner, text: str) -> None:
        self.reckoner = reckoner
        self.tokens = _tokens(text)
        self.at = 0

    def value(self) -> float:
        """The whole formula."""
        found = self._terms()
        if self.at < len(self.tokens):
            raise _Unknown
        return found

    def _next(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def _take(self, text: str) -> bool:
        taken = self._next() == ("sign", text)
        self.at += taken
        return taken

    def _terms(self) -> float:
        found = self._factors()
        while self._next() in (("sign", "+"), ("sign", "-")):
            sign = 1 if self._take("+") else -1
            self.at += sign < 0
            found += sign * self._factors()
        return found

    def _factors(self) -> float:
        found = self._part()
        while self._next() in (("sign", "*"), ("sign", "/")):
            if self._take("*"):
                found *= self._part()
            else:
                self.at += 1
                found /= self._part()
        return found

    def _part(self) -> float:
        if self._take("-"):
            return -self._part()
        if self._take("+"):
            return self._part()
        if self._take("("):
            return self._closed(self._terms())
        kind, text = self._next()
        self.at += 1
        if kind == "number":
            return float(text)
        if kind == "cell":
            return self.reckoner.one(_place(text))
        if kind == "sum" and self._take("("):
            return self._closed(sum(self._summands()))
        raise _Unknown

    def _closed(self, found: float) -> float:
        if not self._take(")"):
            raise _Unknown
        return found

    def _summands(self) -> Iterator[float]:
        while True:
            kind, text = self._next()
            if kind == "range":
                self.at += 1
                yield from self.reckoner.many(*map(_place, text.split(":")))
            else:
                yield self._terms()
            if not self._take(","):
                return


def _place(text: str) -> Place:
    letters, digits = _ADDRESS.fullmatch(text.upper()).groups()  # type: ignore[union-attr]
    return int(digits), column_number(letters)


def _tokens(text: str) -> list[tuple[str, str]]:
    found, at = [], 0
    text = text.rstrip().replace(";", ",")
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None or token.lastgroup is None:
            raise _Unknown
        found.append((token.lastgroup, token[token.lastgroup]))
        at = token.end()
    return found
