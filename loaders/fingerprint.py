"""The layout of a reading: the words over its columns and before its rows, and a fingerprint of them.

The same form of next month has the same layout, whatever its figures, months and number of areas; a header that was
worded otherwise, added or taken away makes another one. Corrections are carried from file to file by these words, so
that a column that only moved keeps what a person said of it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from catalog.records import Label, Observation, Reading, Table
from loaders.corrected import Corrections
from loaders.indicators import known_name
from loaders.knowledge import plain
from loaders.parts_of_sheet import place_of
from loaders.periods import when
from loaders.places import place

_TIME = re.compile(
    r"(?:19|20)\d{2}年?度?|第?[一二三四1-4]季度|[上下]半年|\d{1,2}(?:[-—至~]\d{1,2})?月(?:份|底|末|\d{1,2}日)?|\d+"
)
Chains = tuple[tuple[Label, ...], ...]
AREA, TIME, EVERY = "〔地区〕", "〔时期〕", "*"
COLUMN, ROW = "columns", "rows"
CARRIED = ("indicator", "measure", "unit", "region", "role")  # a period said once is not next month's


class Mark(NamedTuple):
    """A data column or row of a sheet by its words. kind: columns or rows; at: C or 7; table: its number."""

    kind: str
    sheet: str
    at: str
    text: str
    table: int
    named: bool  # its own label names an indicator: such rows belong to the layout
    label: str  # as printed, blanks off

    @property
    def key(self) -> str:
        """As corrections name it: 表1!C."""
        return f"{self.sheet}!{self.at}"

    @property
    def carried(self) -> str:
        """What a correction is kept under: the words, or of an area or a time the label itself."""
        return self.label if self.text in (AREA, TIME) else self.text


def marks(reading: Reading) -> list[Mark]:
    """Every data column, left to right, and every data row, top to bottom, of each table in turn.

    Columns of the same words are told apart by their number (…#2).
    """
    found: list[Mark] = []
    for number, (sheet, cells) in enumerate(_tables(reading)):
        columns = {o.ref.cell.rstrip("0123456789"): o.column for o in cells}
        rows = {o.ref.cell[len(o.ref.cell.rstrip("0123456789")) :]: o.row for o in cells}
        ordered = sorted(columns, key=lambda letters: (len(letters), letters))
        found += _numbered(_mark(COLUMN, sheet, at, columns[at], number) for at in ordered)
        found += _numbered(_mark(ROW, sheet, at, rows[at], number) for at in sorted(rows, key=int))
    return found


def _mark(kind: str, sheet: str, at: str, chains: Chains, table: int) -> Mark:
    label = " / ".join(plain(label.text) for chain in chains for label in chain)
    return Mark(kind, sheet, at, _words(chains), table, _names(chains), label)


def fingerprint(reading: Reading) -> str:
    """The layout in 64 hexadecimal digits; empty for a reading without a table."""
    shapes = sorted({*_shapes(marks(reading)), *_registers(reading)})
    if not shapes:
        return ""
    return hashlib.sha256(json.dumps([reading.form, shapes], ensure_ascii=False).encode()).hexdigest()


def columns(reading: Reading) -> list[list[str]]:
    """What is kept of a layout to show a later drift: [words, letters] of each column, each words once."""
    found: dict[str, str] = {}
    for mark in marks(reading):
        if mark.kind == COLUMN and mark.text not in (AREA, TIME):
            found.setdefault(mark.text, mark.at)
    for row in reading.register_rows[:1]:
        found |= {field: "" for field in row.fields}
    return [[text, at] for text, at in found.items()]


def lifted(reading: Reading, corrections: Corrections) -> dict[str, dict[str, dict[str, str]]]:
    """The corrections by the words of their columns and rows instead of addresses; periods stay behind."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for mark in marks(reading):
        said = corrections.get(mark.kind, {}).get(mark.key, {})
        kept = {word: value for word, value in said.items() if word in CARRIED and value}
        if kept and mark.carried:
            found.setdefault(mark.kind, {}).setdefault(mark.carried, {}).update(kept)
    named = _named(reading)
    for sheet, said in corrections.get("sheets", {}).items():
        kept = {word: value for word, value in said.items() if word in ("indicator", "unit") and value}
        if kept:
            found.setdefault("sheets", {}).setdefault(EVERY, {}).update(kept)
        if said.get("region") and named.get(sheet):
            found.setdefault("sheets", {}).setdefault(named[sheet], {})["region"] = said["region"]
    return found


def _named(reading: Reading) -> dict[str, str]:
    """Sheet → the name of an area that the sheet gives itself and nobody knows (茂明市退役军人事务局). A word about a
    whole sheet is kept for this name alone: the same blank filled in by another city must never become this one's."""
    found: dict[str, set[str]] = {}
    for o in reading.observations:
        if o.region is None and o.region_text:
            found.setdefault(o.ref.sheet, set()).add(plain(o.region_text))
    return {sheet: f"{AREA}{names.pop()}" for sheet, names in found.items() if len(names) == 1}


def unnamed(reading: Reading, kept: Corrections) -> bool:
    """Whether a reading without an area of its own has just the name that a person once said the area of."""
    said = kept.get("sheets", {})
    return any("region" in said.get(name, {}) for name in _named(reading).values())


def settled(reading: Reading, kept: Corrections) -> dict[str, dict[str, dict[str, str]]]:
    """Lifted corrections laid on a reading: by address again, wherever the words stand in it."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for mark in marks(reading):
        if said := kept.get(mark.kind, {}).get(mark.carried):
            found.setdefault(mark.kind, {})[mark.key] = dict(said)
    sheets, named = kept.get("sheets", {}), _named(reading)
    for table in reading.tables:
        if said := {**sheets.get(EVERY, {}), **sheets.get(named.get(table.sheet, ""), {})}:
            found.setdefault("sheets", {})[table.sheet] = said
    return found


# ------------------------------------------------------------------ words
def _tables(reading: Reading) -> Iterator[tuple[str, list[Observation]]]:
    """The observations of each table, in reading order."""
    by_sheet: dict[str, list[Observation]] = {}
    for o in reading.observations:
        by_sheet.setdefault(o.ref.sheet, []).append(o)
    for table in reading.tables:
        inside = [o for o in by_sheet.get(table.sheet, ()) if _within(o, table)]
        if inside:
            yield table.sheet, inside


def _within(o: Observation, table: Table) -> bool:
    first, _, last = table.range.partition(":")
    at, start, end = place_of(o.ref.cell), place_of(first), place_of(last)
    return bool(at and start and end) and start[0] <= at[0] <= end[0] and start[1] <= at[1] <= end[1]  # type: ignore[index]


def _words(chains: Chains) -> str:
    """省级荣誉室 / 个数; 〔地区〕 for an area, 〔时期〕 for nothing but a time, empty for no header."""
    said = [word for chain in chains for label in chain if (word := _word(label.text))]
    if said and all(word in (AREA, TIME) for word in said):
        return AREA if AREA in said else TIME
    return " / ".join(word for word in said if word not in (AREA, TIME))


def _word(text: str) -> str:
    here = place(text)
    if here is not None and here.code:
        return AREA
    if known_name(text):
        return plain(text)
    return _TIME.sub("", plain(text)) or (TIME if when(text) else "")


def _names(chains: Chains) -> bool:
    return any(known_name(label.text) for chain in chains for label in chain)


def _numbered(found: Iterable[Mark]) -> Iterator[Mark]:
    seen: dict[str, int] = {}
    for mark in found:
        count = seen[mark.text] = seen.get(mark.text, 0) + 1
        told_apart = count == 1 or mark.text in (AREA, TIME, "")
        yield mark if told_apart else mark._replace(text=f"{mark.text}#{count}")


def _shapes(found: list[Mark]) -> Iterator[tuple[str, ...]]:
    """The words of each table: its columns in order, areas and times once; its rows where they name indicators."""
    for number in {mark.table for mark in found}:
        mine = [mark for mark in found if mark.table == number]
        over = list(dict.fromkeys(mark.text for mark in mine if mark.kind == COLUMN))
        before = [mark for mark in mine if mark.kind == ROW]
        by_rows = sum(mark.named for mark in before) * 3 >= len(before)
        yield (*over, "|", *(mark.text for mark in before if by_rows), "" if by_rows else _stub(before))


def _stub(rows: list[Mark]) -> str:
    """What kind of thing the rows are: areas, times or a list."""
    kinds = [mark.text for mark in rows if mark.text in (AREA, TIME)]
    return max(set(kinds), key=kinds.count) if len(kinds) * 2 >= len(rows) else "list"


def _registers(reading: Reading) -> set[tuple[str, ...]]:
    return {(row.register, *row.fields) for row in reading.register_rows[:1]}
