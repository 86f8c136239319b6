"""Taking readings into the tables, inside the one transaction of a load. Rows are only added."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import Connection, Table, insert, select

from catalog.book import Catalog
from catalog.records import Reading, RegisterRow
from store import codes, rows, schema
from store.events import Stamp, next_number
from store.explanations import key
from store.problems import StoreProblem
from store.rows import Figure, Row

Explained = Mapping[tuple[str, str, str, str], str]

NOTHING: Explained = MappingProxyType({})


class Loaded(NamedTuple):
    """A workbook that was taken in: its submission number and how much came of it; missing: how many of its
    observations are marks (未报送) and no figures."""

    workbook: str
    submission: int
    observations: int
    register_rows: int
    missing: int = 0


class Intake:
    """Rows gathered for one load, then written in bulk by `write`."""

    def __init__(self, connection: Connection, catalog: Catalog, stamp: Stamp) -> None:
        self.connection = connection
        self.catalog = catalog
        self.stamp = stamp
        self._gathered: dict[str, list[Row]] = {}
        self._next: dict[str, int] = {}
        self._known: dict[str, dict[str, int]] = {}
        self._slots: dict[str, dict[str, str]] = {}
        for register, field, slot in connection.execute(select(schema.register_fields)):
            self._slots.setdefault(register, {})[field] = slot

    def take(
        self, reading: Reading, content: bytes, *, reason: str = "", generation: int = 0, explained: Explained = NOTHING
    ) -> Loaded:
        """Gather the rows of one reading; nothing is written yet."""
        number = self._number(schema.submissions)
        kept = rows.figures(reading, self.catalog)
        lines = [row for row in reading.register_rows if row.region in self.catalog.regions]
        sheets: dict[str, int] = {}
        numbered = [self._observation(number, figure, sheets) for figure in kept]
        listed = [self._register_row(number, line, sheets) for line in lines]
        days = dict(reading.reported)
        for name, sheet in sheets.items():
            row = {"id": sheet, "submission_id": number, "name": name, "reported": days.get(name)}
            self._add(schema.sheets, row)
        self._workbook(reading, content)
        row = self._submission(number, reading, kept, lines, generation)
        counts = {"observations": len(kept), "register_rows": len(lines)}
        self._add(schema.submissions, {**row, **counts, "digest": _digest(kept, numbered, lines, listed)})
        self._event(number, "accepted", reason)
        self._findings(number, reading, explained)
        missing = sum(bool(one.observation.missing) for one in kept)
        return Loaded(reading.workbook, number, len(numbered), len(listed), missing)

    def send_back(self, reading: Reading, content: bytes, reason: str) -> Loaded:
        """Gather a submission that is returned: what it is about, the bytes and the findings, and no figure of it."""
        number = self._number(schema.submissions)
        lines = [row for row in reading.register_rows if row.region in self.catalog.regions]
        self._workbook(reading, content)
        row = self._submission(number, reading, rows.figures(reading, self.catalog), lines, 0)
        self._add(
            schema.submissions, {**row, "observations": 0, "register_rows": 0, "digest": _digest([], [], [], [])}
        )
        self._event(number, "returned", reason)
        self._findings(number, reading, {})
        return Loaded(reading.workbook, number, 0, 0)

    def withdraw(self, submissions: Iterable[int], reason: str) -> int:
        """Gather the events that take submissions out of what stands; returns how many."""
        numbers = list(submissions)
        for number in numbers:
            self._event(number, "withdrawn", reason)
        return len(numbers)

    def revise(self, what: str) -> None:
        """Gather the revision itself."""
        self._add(
            schema.revisions, {"id": self.stamp.revision, "at": self.stamp.at, "who": self.stamp.who, "what": what}
        )

    def write(self) -> None:
        """Everything gathered, in the order the foreign keys ask for."""
        for table in schema.metadata.sorted_tables:
            if found := self._gathered.pop(table.name, None):
                self.connection.execute(insert(table), found)

    def _add(self, table: Table, row: Row) -> None:
        self._gathered.setdefault(table.name, []).append(row)

    def _number(self, table: Table) -> int:
        number = self._next.get(table.name) or next_number(self.connection, table)
        self._next[table.name] = number + 1
        return number

    def _ids(self, table: Table) -> dict[str, int]:
        if table.name not in self._known:
            found = self.connection.execute(select(table.c.code, table.c.id)).all()
            self._known[table.name] = {code: number for code, number in found}
        return self._known[table.name]

    def _dimension(self, table: Table, text: str, number: int | None = None, **more: int) -> int:
        """The number of a text, entered when it is new."""
        known = self._ids(table)
        if text not in known:
            known[text] = self._number(table) if number is None else number
            self._add(table, {"id": known[text], "code": text, **more})
        return known[text]

    def _place(self, region: str, period: str) -> None:
        code = codes.period_code(period)
        self._dimension(schema.regions, region, int(region))
        self._dimension(schema.periods, codes.period_text(code), code, end_month=code // 100)

    def _sheet(self, name: str, sheets: dict[str, int]) -> int:
        if name not in sheets:
            sheets[name] = self._number(schema.sheets)
        return sheets[name]

    def _observation(self, submission: int, figure: Figure, sheets: dict[str, int]) -> Row:
        item = figure.observation
        indicator = self._dimension(schema.indicators, str(item.indicator))
        self._place(figure.region, str(item.period))
        sheet = self._sheet(item.ref.sheet, sheets)
        row = rows.observation_row(self._number(schema.observations), submission, figure, indicator, sheet)
        self._add(schema.observations, row)
        return row

    def _register_row(self, submission: int, line: RegisterRow, sheets: dict[str, int]) -> Row:
        self._place(line.region, line.period)
        self._dimension(schema.regions, rows.city(line.region, self.catalog), int(rows.city(line.region, self.catalog)))
        taken = self._slots.setdefault(line.register, {})
        if new := rows.new_slots(line.register, line.fields, taken, self.catalog):
            taken.update(new)
            for field, slot in new.items():
                self._add(schema.register_fields, {"register": line.register, "field": field, "slot": slot})
        sheet = self._sheet(line.sheet, sheets)
        number = self._number(schema.register_rows)
        row = rows.register_row(number, submission, line, taken, sheet, self.catalog)
        self._add(schema.register_rows, row)
        return row

    def _workbook(self, reading: Reading, content: bytes) -> None:
        """Raises StoreProblem for bytes that are not those that were read."""
        if hashlib.sha256(content).hexdigest() != reading.sha256:
            raise StoreProblem("load_changed", workbook=reading.workbook)
        own = schema.workbooks.c.sha256
        if self.connection.execute(select(own).where(own == reading.sha256)).first() is None:
            row = {"sha256": reading.sha256, "size": len(content), "deflated": zlib.compress(content, 6)}
            self._add(schema.workbooks, row)

    def _submission(
        self, number: int, reading: Reading, kept: list[Figure], lines: list[RegisterRow], generation: int
    ) -> Row:
        """What a submission is about; its counts and digest are the caller's to add."""
        form = self.catalog.forms.get(reading.form)
        return {
            "id": number, "sha256": reading.sha256, "workbook": reading.workbook, "form": reading.form,
            "region_id": rows.one_city(kept, lines, self.catalog), "content": rows.content(kept, lines),
            "sample": reading.sample, "correction": generation > 0, "generation": generation,
            "authority": form.authority if form else 0, "who": self.stamp.who, "at": self.stamp.at,
        }  # fmt: skip

    def _event(self, submission: int, state: str, reason: str) -> None:
        self._add(schema.events, {
            "id": self._number(schema.events), "submission_id": submission, "revision_id": self.stamp.revision,
            "state": state, "who": self.stamp.who, "at": self.stamp.at, "reason": reason,
        })  # fmt: skip

    def _findings(self, submission: int, reading: Reading, explained: Explained) -> None:
        for item in reading.findings:
            named = {"code": item.code, "submission_id": submission, "sheet": item.ref.sheet, "cell": item.ref.cell}
            own = {**named, "severity": item.severity, "text": item.text}
            self._add(schema.findings, {"id": self._number(schema.findings), **own})
            if said := explained.get(key(item), "").strip():
                told = {"text": said, "who": self.stamp.who, "at": self.stamp.at, "approved_by": "", "approved_at": ""}
                self._add(schema.explanations, {"id": self._number(schema.explanations), **named, **told})


def _digest(kept: list[Figure], numbered: list[Row], lines: list[RegisterRow], listed: list[Row]) -> str:
    seen = (
        {**row, "indicator": figure.observation.indicator, "sheet": figure.observation.ref.sheet}
        for figure, row in zip(kept, numbered, strict=True)
    )
    return rows.digest(seen, ({**row, "sheet": line.sheet} for line, row in zip(lines, listed, strict=True)))
