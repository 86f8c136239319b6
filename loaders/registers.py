"""Registers (F04, F08): one thing a line. Personal columns are dropped here, before anything is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from catalog.entries import Field, Register
from catalog.records import CellRef, Finding, PassedOver, RegisterRow
from loaders.knowledge import know, plain
from loaders.most import Few
from loaders.numbers import Amount
from loaders.parts import Band, Parts
from loaders.places import nearly, place
from loaders.records import Cell
from loaders.saying import say
from loaders.senses import Said, said
from loaders.view import View, address, column_name, read_amount

_DATE = re.compile(
    r"((?:19|20)\d{2})(?:\s*[-./年]\s*(1[0-2]|0?[1-9])(?!\d)(?:\s*[-./月]\s*(3[01]|[12]\d|0?[1-9])(?!\d))?)?"
)
_LEVELS = ("总队", "大队", "中队", "分队", "小队")
_MERGED = frozenset({"county", "town", "village"})
_NEW = object()  # what a cell says has not been worked out yet


class Found(NamedTuple):
    """A register on a sheet: its definition, header row, and which column holds which field."""

    register: Register
    header: int
    columns: Mapping[int, Field]
    ordinal: tuple[int, ...]


class Lines(NamedTuple):
    """A register read."""

    rows: list[RegisterRow]
    told: Said
    range: str
    passed: list[PassedOver]
    findings: list[Finding]


def find(view: View) -> Found | None:
    """The register of a sheet by its header row, or None. Most header cells must be fields of one register."""
    best: Found | None = None
    for row in list(view.rows)[:30]:
        cells = view.rows[row]
        if len(cells) >= 6:
            for register in know().catalog.registers.values():
                made = _match(view, row, cells, register)
                if made and (best is None or len(made.columns) > len(best.columns)):
                    best = made
    return best


@lru_cache(maxsize=16)
def _fields(register: str) -> dict[str, Field]:
    names: dict[str, Field] = {}
    for field in know().catalog.registers[register].fields:
        for word in (field.zh, *field.synonyms):
            names.setdefault(plain(word), field)
    return names


def _match(view: View, row: int, cells: list[int], register: Register) -> Found | None:
    columns: dict[int, Field] = {}
    names, ordinal = _fields(register.id), []
    for column in cells:
        word = plain(view.text(row, column))
        if word in know().words["ordinal_header"]:
            ordinal.append(column)
        elif (field := names.get(word)) and field not in columns.values():
            columns[column] = field
    ids = {f.id for f in columns.values()}
    enough = len(columns) >= 6 and len(columns) >= 0.6 * (len(cells) - len(ordinal)) and "name" in ids
    return Found(register, row, columns, tuple(ordinal)) if enough else None


def lines(view: View, found: Found) -> Lines:
    """Every line of a register, its findings and what was passed over (ordinals, personal columns, notes)."""
    told = said(view, _as_parts(view, found))
    period = (told.period.text() if told.period else None) or ""
    reader = _Lines(view, found, period, told.region)
    last = found.header
    for row in sorted(r for r in view.rows if r > found.header):
        if reader.take(row):
            last = row
    where = f"A{found.header}:{address(last, max(found.columns))}"
    findings = [*reader.findings, *reader.few.others()]
    return Lines(reader.rows, told, where, _passed(view, found, reader, last, told), findings)


def _as_parts(view: View, found: Found) -> Parts:
    before = tuple(sorted(r for r in view.rows if r < found.header))
    return Parts(Band(1, view.grid.n_cols, (1, view.grid.n_cols), before, (found.header,), (), (), (), (), ()), {})


class _Lines:
    """Reads line by line; a city in a tall merge, or left out under the first, holds for the lines below.

    A city's own register has no column for the city: then the one in the title, the sheet's or the file's name holds.
    """

    def __init__(self, view: View, found: Found, period: str, whose: str | None) -> None:
        self.view, self.found, self.period, self.whose = view, found, period, whose
        self.kept = {c: f for c, f in found.columns.items() if not f.personal}
        self.city = next((c for c, f in self.kept.items() if f.id == "city"), None)
        self.name = next(c for c, f in self.kept.items() if f.id == "name")
        self.rows: list[RegisterRow] = []
        self.others: dict[int, str] = {}
        self.findings: list[Finding] = []
        self.few = Few()  # a misread column would give thousands
        self.first: dict[tuple[object, ...], tuple[str, int]] = {}
        self.names: dict[tuple[object, ...], dict[str, int]] = {}
        # equal cells of a large sheet are one object: what it says is worked out once for each column
        self.known: dict[int, dict[int, str | float | None]] = {c: {} for c in self.kept if c != self.city}
        merged = _MERGED if view.grid.merges else frozenset[str]()
        self.plan = [(c, f.id, f.id in merged, self.known[c].get) for c, f in self.kept.items() if c != self.city]
        self.last_city = ""
        self.title = view.text(found.header, self.name)
        self.unknown: set[str] = set()

    def take(self, row: int) -> bool:
        """One line; False for a note, a repeated header or a line without a name."""
        view = self.view
        line = view.line(row)
        name = line[self.name].text.strip() if self.name in line else ""
        if not name or name == self.title:
            self._other(row, line, name)
            return False
        self.last_city = city = self._city(row, line) or self.last_city
        fields: dict[str, str | float | None] = {}
        for column, id_, merged, known in self.plan:
            cell = line.get(column)
            if cell is None:
                fields[id_] = self._merged(row, column) if merged else None
            elif (value := known(id(cell), _NEW)) is not _NEW:
                fields[id_] = value  # type: ignore[assignment]
            else:
                fields[id_] = self._value(row, column, cell)
        fields["level"] = fields.get("level") or _level(str(fields.get("name") or ""))
        region = self._region(row, city)
        self.rows.append(RegisterRow(self.found.register.id, region, self.period, fields, view.grid.sheet, row))
        self._duplicate(row, region, fields)
        return True

    def _other(self, row: int, line: Mapping[int, Cell], name: str) -> None:
        """A row that is no line of the register: the header again, a total, or a line whose name was forgotten."""
        first = plain(next((cell.text for cell in line.values() if cell.text.strip()), ""))
        if name:
            self.others[row] = "header"
        elif first in know().words["total"] | know().words["subtotal"]:
            self.others[row] = "total"
        elif sum(column in line for column in self.known) > 2:
            self.others[row] = "no_name"
            self._find("line_without_name", "warning", row, self.name)

    def _city(self, row: int, line: Mapping[int, Cell]) -> str:
        """What stands in the line's own city cell, or in the merge over it."""
        if self.city is None:
            return ""
        cell = line.get(self.city) or self.view.cells.get(self.view.anchor(row, self.city))
        return cell.text.strip() if cell else ""

    def _merged(self, row: int, column: int) -> str | float | None:
        """What a tall merge holds for this line too."""
        cell = self.view.cells.get(self.view.anchor(row, column))
        return None if cell is None else self._value(row, column, cell)

    def _value(self, row: int, column: int, cell: Cell) -> str | float | None:
        field = self.kept[column]
        if field.kind in ("count", "amount"):
            got = read_amount(cell) if cell.number is None else Amount(cell.number)
            if got is None:  # said for each line, and so never remembered
                self._find("unreadable_number", "warning", row, column, found=cell.text.strip())
                return None
            self.known[column][id(cell)] = got.value
        else:
            self.known[column][id(cell)] = _said(cell.text.strip(), field)
        return self.known[column][id(cell)]

    def _region(self, row: int, city: str) -> str:
        if self.city is None:
            return self._own(row)
        found = place(city)
        if found and found.code:
            return found.code
        if city not in self.unknown:
            self.unknown.add(city)
            self._find("unknown_region", "error", row, self.city, found=city, **nearly(city))
        return ""

    def _own(self, row: int) -> str:
        """The city whose register this is; said once when nothing names it."""
        if not self.whose and "" not in self.unknown:
            self.unknown.add("")
            self._find("register_without_city", "error", row, self.name)
        return self.whose or ""

    def _duplicate(self, row: int, region: str, fields: Mapping[str, str | float | None]) -> None:
        key = (region, fields.get("county"), fields.get("town"), fields.get("village"))
        name = str(fields.get("name") or "")
        first = self.first.setdefault(key, (name, row))
        if first[1] == row:
            return  # most villages have one team: only where there are more are names compared
        here = self.names.setdefault(key, {plain(first[0]): first[1]})
        earlier = here.setdefault(plain(name), row)
        if earlier != row:
            self._find("duplicate_row", "warning", row, self.name, found=earlier)

    def _find(self, code: str, severity: str, row: int, column: int, **blanks: object) -> None:
        grid = self.view.grid
        at = CellRef(grid.workbook, grid.sheet, address(row, column))
        if not self.few.full(code, severity, at):
            self.findings.append(say(code, severity, at, **blanks))


def _said(text: str, field: Field) -> str | None:
    """A text by the kind of its field."""
    if field.kind == "date":
        return iso_date(text) or text or None
    if field.kind == "option":
        return field.options.get(text) or field.options.get(plain(text)) or text or None
    return text or None


@lru_cache(maxsize=16384)
def iso_date(text: str) -> str | None:
    """2021.4, 2021年4月, 2021-04-05, 202104, 2021 → 2021-04, 2021-04, 2021-04-05, 2021-04, 2021."""
    packed = re.fullmatch(r"((?:19|20)\d{2})(0[1-9]|1[0-2])([0-3]\d)?", text)
    found = packed or _DATE.match(text)
    if not found:
        return None
    return "-".join(part.zfill(2) for part in found.groups() if part)


def _level(name: str) -> str | None:
    """总队 大队 中队 分队 at the end of a team's name say its level."""
    options = next((f.options for f in know().catalog.registers["vol_teams_register"].fields if f.id == "level"), {})
    return next((options[w] for w in _LEVELS if w in name and w in options), None)


def _passed(view: View, found: Found, reader: _Lines, last: int, told: Said) -> list[PassedOver]:
    """A column that is dropped is one entry with its range; personal texts are not repeated. Of every other row each
    cell with a digit is named."""
    grid = view.grid
    drop = [(c, "ordinal") for c in found.ordinal] + [(c, "personal") for c, f in found.columns.items() if f.personal]
    known = {*found.columns, *found.ordinal}
    # a column is looked for in the rows that are shaped differently; all rows of a register share few shapes
    used = {c for columns in {id(columns): columns for columns in view.rows.values()}.values() for c in columns}
    drop += [(c, "unknown_column") for c in sorted(used - known)]
    passed = [
        PassedOver(
            CellRef(grid.workbook, grid.sheet, f"{column_name(c)}{found.header + 1}:{column_name(c)}{last}"), "", why
        )
        for c, why in drop
    ]
    cells = [(r, c, why) for r, c, why in told.meta]
    cells += [(found.header, c, "header") for c in view.rows[found.header]]
    taken, above = {line.line for line in reader.rows}, {r for r, _, _ in cells}
    for row, columns in view.rows.items():
        if row not in taken and row not in above:
            why = reader.others.get(row, "note")
            cells += [(row, c, why) for c in columns if row > last or c in known]
    personal = {c for c, f in found.columns.items() if f.personal}
    for r, c, why in cells:
        cell = view.cells[r, c]
        if cell.number is not None or any(ch.isdigit() for ch in cell.text):
            text = "" if c in personal and found.header < r <= last else view.text(r, c)
            passed.append(PassedOver(CellRef(grid.workbook, grid.sheet, address(r, c)), text, why))
    return passed
