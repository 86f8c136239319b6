"""From a table's parts to observations: every data cell with area, time, indicator, measure, unit and base value."""

from __future__ import annotations

import re
from typing import NamedTuple

from catalog.records import CellRef, Finding, Observation
from loaders.indicators import indicator, part_of, title_indicator
from loaders.knowledge import know, plain
from loaders.numbers import Amount
from loaders.parts import Parts, head
from loaders.periods import When, together
from loaders.places import Place, mentioned, nearly
from loaders.saying import say
from loaders.senses import Said, Sense, axis, column_senses, common_parent, row_senses, said, stub_address
from loaders.view import EMPTY, View, column_name, read_amount

_CHANGE = re.compile(r"(?P<y>(?:19|20)\d{2})年?比(?P<z>(?:19|20)\d{2})年?")
_BLANK = Amount(None, missing="not_reported")
_COMBINE = 3000  # a longer table names things in its rows, not indicators


class Meant(NamedTuple):
    """One table read: its parts, what was said above it, senses, observations, findings."""

    parts: Parts
    said: Said
    rows: dict[int, Sense]
    columns: dict[int, Sense]
    observations: list[Observation]
    findings: list[Finding]


class _Column(NamedTuple):
    """What does not change down a column."""

    number: int
    sense: Sense
    indicator: str | None


def mean(view: View, made: Parts) -> Meant:
    """Reads one table. Findings are about areas and units; arithmetic is checked elsewhere."""
    told = said(view, made)
    rows, columns = row_senses(view, made), column_senses(view, made)
    findings: list[Finding] = []
    found = list(_Reader(view, made, told, rows, columns, findings).cells())
    return Meant(made, told, rows, columns, found, findings)


def _is_log(view: View, made: Parts) -> bool:
    """A list of single events (F12): its numbers belong to the event, not to the area's period."""
    words = know().words["log_header"]
    return any(plain(head(view, made.band, c)) in words for c in made.roles)


class _Reader:
    """Reads the cells of one table with what its rows and columns say."""

    def __init__(
        self,
        view: View,
        made: Parts,
        told: Said,
        rows: dict[int, Sense],
        columns: dict[int, Sense],
        findings: list[Finding],
    ) -> None:
        self.view, self.made, self.told, self.findings = view, made, told, findings
        self.rows, self.columns = rows, columns
        self.axis = axis(rows, columns)
        self.log = _is_log(view, made)
        self.whole = self._whole()
        if self.axis == "row":
            self.rows = {r: self._named(s) for r, s in rows.items()}
        self.both = any(s.measure == "value" for s in columns.values())
        self.topic = told.topic + plain("/".join(w for s in columns.values() for w in s.words))
        self.title_indicator = title_indicator(told.title) or title_indicator(view.grid.sheet)
        self.periods: dict[tuple[When | None, When | None, str], str | None] = {}
        self.factors: dict[tuple[str, str], float | None] = {}

    def _named(self, sense: Sense) -> Sense:
        """In a table of areas a label the catalogue does not know is an area's name, not an indicator's."""
        if sense.place is not None or not sense.chains:
            return sense
        return sense._replace(words=tuple(w for w in sense.words if w != sense.chains[0][-1].text))

    def _whole(self) -> str | None:
        """The area that 合计 of this table means."""
        senses = self.rows if self.axis == "row" else self.columns if self.axis == "column" else {}
        return common_parent(senses) or self.told.region

    # -------------------------------------------------------------- the walk
    def cells(self) -> list[Observation]:
        """Row by row; a column whose blanks are merely the future is left out."""
        view, ref, sheet = self.view, self.view.grid.workbook, self.view.grid.sheet
        live = [self._column(c) for c in self.columns if not self._future(c)]
        if self.axis == "row":
            self._unknown_areas()
        observations: list[Observation] = []
        names = {c.number: column_name(c.number) for c in live}
        for row, sense in self.rows.items():
            if not sense.chains and not any(view.kind(row, c.number) for c in live):
                continue
            own = self._row_indicator(sense)
            for column in live:
                cell = view.cells.get((row, column.number))
                if cell is None and self._no_cell(row, column.number):
                    continue
                got = (
                    read_amount(cell) if cell is not None and view.kind(row, column.number) != EMPTY else _BLANK
                ) or Amount(None, missing="unreadable")
                at = CellRef(ref, sheet, f"{names[column.number]}{row}")
                observations.append(self._observation(at, cell.text if cell else "", got, sense, column, own))
        return observations

    def _no_cell(self, row: int, column: int) -> bool:
        """Under a merge there is no cell of its own; a column never headed nor filled has none either."""
        merge = self.view.merge(row, column)
        return bool(merge and (merge[0], merge[1]) != (row, column))

    def _future(self, column: int) -> bool:
        """No entry in the whole column though it has a header: a month still to come, or an empty print column."""
        return not any(self.view.kind(r, column) for r in self.made.band.body) and (
            (self.columns[column].when is not None and self.columns[column].when.kind != "year")
            or not self.columns[column].chains
        )

    def _column(self, number: int) -> _Column:
        sense = self.columns[number]
        return _Column(number, sense, indicator(sense.words, self.topic, sense.unit) if sense.words else None)

    def _row_indicator(self, sense: Sense) -> str | None:
        return indicator(sense.words, self.told.topic, sense.unit) if sense.words else None

    # -------------------------------------------------------------- one cell
    def _observation(
        self, at: CellRef, text: str, got: Amount, row: Sense, column: _Column, own: str | None
    ) -> Observation:
        sense = column.sense
        id = self._indicator(row, column, own)
        measure = self._measure(row, sense, id)
        where, where_text, role = self._area(row, sense)
        unit, value, id = self._base(at, got, row, sense, id, measure)
        return Observation(
            at, text, got.value, value, got.missing, row.chains, sense.chains, role, where, where_text, id,
            self._indicator_text(row, sense, measure), measure, self._period(sense, row, measure), unit, got.qualifier,
        )  # fmt: skip

    def _indicator(self, row: Sense, column: _Column, own: str | None) -> str | None:
        if self.log:
            return None
        if own and column.indicator and own != column.indicator:
            return indicator((*row.words, *column.sense.words), self.topic, column.sense.unit) or column.indicator
        if own is None and any(part_of(w) for w in row.words):
            return indicator((*row.words, *column.sense.words), self.topic, column.sense.unit or row.unit)
        found = own or column.indicator
        if found is None and row.words and column.sense.words and len(self.rows) < _COMBINE:
            found = indicator((*row.words, *column.sense.words), self.topic, column.sense.unit or row.unit)
        if found is None and not column.sense.words and not row.words:
            found = self.title_indicator
        return found

    def _measure(self, row: Sense, column: Sense, id: str | None) -> str:
        found = column.measure or row.measure or "value"
        if found == "superseded":
            return "value"
        if found == "ytd" and not self.both and id and know().catalog.indicators[id].kind in ("cumulative", "stock"):
            return "value"
        if (
            found == "value"
            and column.when
            and (column.when.ytd or (column.when.kind == "month" and self._running(id)))
        ):
            return "ytd"
        return found

    def _running(self, id: str | None) -> bool:
        """Months side by side under a title that says 累计 are running totals of the year."""
        if "累计" not in plain(self.told.title) or id is None:
            return False
        return (
            know().catalog.indicators[id].kind == "flow" and sum(s.when is not None for s in self.columns.values()) > 1
        )

    def _area(self, row: Sense, column: Sense) -> tuple[str | None, str, str]:
        if self.log:
            said_there = " ".join(label.text for chain in row.chains for label in chain)
            return mentioned(said_there) or self.told.region, self._label(row), "memo"
        where, text, role = self._area_by_axis(row, column)
        return where, text, "memo" if column.measure == "superseded" else role

    def _area_by_axis(self, row: Sense, column: Sense) -> tuple[str | None, str, str]:
        main, text = (row.place, row.place_text) if self.axis != "column" else (column.place, column.place_text)
        if self.axis == "":
            main, text = (row.place, row.place_text) if row.place else (None, "")
            role = main.role if main and main.role != "memo" else "region"
            return self.told.region, self._told_text(text), role
        if main is None:
            unknown = self._label(row if self.axis == "row" else column)
            return (None if unknown and self.axis == "row" else self.told.region), unknown, "region"
        return self._code(main), text, main.role

    def _told_text(self, text: str) -> str:
        region = know().catalog.regions.get(self.told.region or "")
        return text or (region.zh if region else "")

    def _code(self, main: Place) -> str | None:
        return main.code or (self.whole if main.role == "total" else None)

    def _label(self, sense: Sense) -> str:
        return sense.chains[0][-1].text if sense.chains else ""

    def _indicator_text(self, row: Sense, column: Sense, measure: str) -> str:
        words = [w.strip() for w in (*row.words, *column.words)] or [self.told.title]
        if measure == "change" and column.chains:
            found = _CHANGE.search("".join(plain(label.text) for label in column.chains[0]))
            if found and int(found["y"]) == int(found["z"]) + 1:
                words.append("比上年增长")
        return " / ".join(w for w in words if w)

    def _period(self, column: Sense, row: Sense, measure: str) -> str | None:
        key = (column.when, row.when, measure)
        if key not in self.periods:
            found = together([column.when, row.when, self.told.period])
            if found and measure == "ytd" and found.kind == "span" and found.first == 1:
                found = found._replace(kind="month")  # 1—2月 as a running total is the state of February
            text = found.text() if found else None
            self.periods[key] = text[:4] if text and measure == "target" else text
        return self.periods[key]

    # -------------------------------------------------------------- unit and base value
    def _base(
        self, at: CellRef, got: Amount, row: Sense, column: Sense, id: str | None, measure: str
    ) -> tuple[str, float | None, str | None]:
        own = know().catalog.indicators[id].unit if id else ""
        near = got.unit if got.unit in know().catalog.units else column.unit or row.unit
        if measure in ("share", "change", "rank"):
            return self._rate_unit(got, row, column, measure), got.value, id
        unit = near or self._from_list(own)
        factor = self._factor(unit, own, near)
        if factor is None:
            self._conflict(at, unit, own)
            return unit, got.value, None
        return unit, None if got.value is None else got.value * factor, id

    def _rate_unit(self, got: Amount, row: Sense, column: Sense, measure: str) -> str:
        """% where cell or header say so; a difference has the unit of its row."""
        heads = "".join(label.text for chain in column.chains for label in chain)
        percent = measure == "share" or "%" in heads or "％" in heads
        return got.unit or column.unit or ("%" if percent else row.unit if measure == "change" else "")

    def _from_list(self, own: str) -> str:
        """The table's unit line: one unit for all, or by column the one of the indicator's kind."""
        units = know().catalog.units
        if own and own in units:
            return next((u for u in self.told.units if u in units and units[u].base == units[own].base), own)
        return self.told.units[0] if len(self.told.units) == 1 else ""

    def _factor(self, unit: str, own: str, near: str) -> float | None:
        """What turns the printed unit into the indicator's; None when the two do not convert."""
        if not unit or not own:
            return 1.0
        if (unit, own) not in self.factors:
            units = know().catalog.units
            known = unit in units and own in units
            same = known and units[unit].base == units[own].base
            self.factors[unit, own] = (
                units[unit].factor / units[own].factor if same else None if known and near else 1.0
            )
        return self.factors[unit, own]

    # -------------------------------------------------------------- findings
    def _conflict(self, at: CellRef, unit: str, own: str) -> None:
        if any(f.code == "unit_conflict" and f.ref.cell[:1] == at.cell[:1] for f in self.findings):
            return
        self.findings.append(say("unit_conflict", "warning", at, found=unit, limit=own))

    def _unknown_areas(self) -> None:
        """In a column of areas a name the catalogue does not know is asked about, with the nearest name."""
        known = [s for s in self.rows.values() if s.place is not None]
        if len(known) < 2 or len(known) < 0.6 * len(self.rows):
            return
        for row, sense in self.rows.items():
            if sense.place is None and sense.chains:
                self.findings.append(self._unknown(row, sense))

    def _unknown(self, row: int, sense: Sense) -> Finding:
        label = self._label(sense).strip()
        at = CellRef(self.view.grid.workbook, self.view.grid.sheet, stub_address(self.view, self.made, row))
        return say("unknown_region", "error", at, found=label, **nearly(label))
