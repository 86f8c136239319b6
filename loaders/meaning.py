"""From a table's parts to observations: every data cell with area, time, indicator, measure, unit and base value."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from catalog.records import CellRef, Finding, Observation
from loaders.areas import Areas
from loaders.knowledge import know
from loaders.numbers import Amount
from loaders.parts import Parts
from loaders.records import NUMBER
from loaders.saying import say
from loaders.senses import Said, Sense, column_senses, row_senses, said
from loaders.templates import Template, Templates
from loaders.view import View, column_name, read_amount

_LARGEST = 1e15  # beyond it a spreadsheet has no digit that can be trusted; no sheet counts so many of anything
_BLANK = Amount(None, missing="not_reported")
_UNREADABLE = Amount(None, missing="unreadable")
# records straight from tuples: with 200,000 of them the named constructors cost as much as the reading
_observation: Callable[[tuple[Any, ...]], Observation] = partial(tuple.__new__, Observation)
_reference: Callable[[tuple[str, str, str]], CellRef] = partial(tuple.__new__, CellRef)
_NO_SENSE = Sense((), (), None, "", None, "", "")


class Meant(NamedTuple):
    """One table read: its parts, what was said above it, senses, observations, findings."""

    parts: Parts
    said: Said
    rows: dict[int, Sense]
    columns: dict[int, Sense]
    observations: list[Observation]
    findings: list[Finding]


def mean(view: View, made: Parts) -> Meant:
    """Reads one table. Findings are about areas and units; arithmetic is checked elsewhere."""
    told = said(view, made)
    rows, columns = row_senses(view, made), column_senses(view, made)
    reader = _Reader(view, made, told, rows, columns)
    return Meant(made, told, rows, columns, reader.cells(), reader.findings)


class _Reader:
    """Walks the cells of one table with what its rows and columns say."""

    def __init__(self, view: View, made: Parts, told: Said, rows: dict[int, Sense], columns: dict[int, Sense]) -> None:
        self.view, self.made, self.told, self.columns = view, made, told, columns
        self.areas = Areas(view, made, told, rows, columns)
        self.rows = {r: self.areas.named(s) for r, s in rows.items()}
        names = len({s.words for s in rows.values()})
        self.templates = Templates(told, view.grid.sheet, names, columns, self.areas.log)
        self.findings = self.areas.unknown()
        self.conflicts: set[int] = set()

    def cells(self) -> list[Observation]:
        """Row by row; a column whose blanks are merely the future is left out."""
        view = self.view
        live = [(c, column_name(c)) for c in self.columns if not self._future(c)]
        found: list[Observation] = []
        for row, sense in self.rows.items():
            if sense.chains or any(view.kind(row, c) for c, _ in live):
                self._row(row, sense, live, found)
        return found

    def _row(self, row: int, sense: Sense, live: list[tuple[int, str]], found: list[Observation]) -> None:
        """Every cell of a row, added to found."""
        grid, chains = self.view.grid, sense.chains
        cells, kinds = grid.cells, self.view.kinds
        prefix = " / ".join(w for word in sense.words if (w := word.strip()))
        own = self.areas.of(sense, _NO_SENSE) if self.areas.by_row else None
        templates = self.templates.of_row(sense)
        for column, name in live:
            at = (row, column)
            cell = cells.get(at)
            if cell is None and self._no_cell(row, column):
                continue
            t = templates[column]
            if cell is not None and cell.kind == NUMBER and "%" not in cell.style.number_format:
                value, missing, qualifier, many = cell.number, None, "eq", False
            else:
                got = _BLANK if cell is None or not kinds.of(cell) else read_amount(cell) or _UNREADABLE
                value, missing, qualifier, many = got.value, got.missing, got.qualifier, got.many
                t = self.templates.of(sense, column, got.unit) if got.unit else t
            if value is not None and not -_LARGEST < value < _LARGEST:
                value, missing = None, "unreadable"
            printed = value
            code, where, role = own or self.areas.of(sense, self.columns[column])
            id = t.indicator
            ref = _reference((grid.workbook, grid.sheet, f"{name}{row}"))
            if t.factor is None:
                self._conflict(ref, column, t)
                id = None
            elif value is not None and t.factor != 1.0 and not (many and not got.unit):
                # 1123.39万元 is 11233900 元 and not a hair more: twelve digits are all a sheet can mean
                value = float(f"{value * t.factor:.12g}")
            words = f"{prefix} / {t.words}" if prefix and t.words else prefix or t.words or self.told.title
            text, headers = cell.text if cell else "", self.columns[column].chains
            found.append(
                _observation((
                    ref, text, printed, value, missing, chains, headers, role, code, where, id, words, t.measure,
                    t.period, t.unit, qualifier
                ))
            )  # fmt: skip

    def _no_cell(self, row: int, column: int) -> bool:
        """Under a merge there is no cell of its own."""
        merge = self.view.merge(row, column)
        return merge is not None and (merge[0], merge[1]) != (row, column)

    def _future(self, column: int) -> bool:
        """No entry in the whole column though it has a header: a month still to come, or an empty print column."""
        sense = self.columns[column]
        dated = sense.when is not None and sense.when.kind != "year"
        return (dated or not sense.chains) and not any(self.view.kind(r, column) for r in self.made.band.body)

    def _conflict(self, at: CellRef, number: int, t: Template) -> None:
        """A unit that does not convert: asked once a column; the figure is not that indicator's."""
        if number not in self.conflicts:
            self.conflicts.add(number)
            self.findings.append(say("unit_conflict", "warning", at, found=t.unit, limit=self._own_unit(t)))

    def _own_unit(self, t: Template) -> str:
        return know().catalog.indicators[t.indicator].unit if t.indicator else ""
