"""What all cells of one kind of row and one column share: indicator, measure, period, unit, factor to the base unit."""

from __future__ import annotations

import re
from typing import NamedTuple

from loaders.indicators import indicator, part_of, title_indicator
from loaders.knowledge import know, plain
from loaders.periods import When, together
from loaders.senses import Said, Sense

_CHANGE = re.compile(r"(?P<y>(?:19|20)\d{2})年?比(?P<z>(?:19|20)\d{2})年?")
_OF_ANOTHER = ("last_year", "target", "change", "share", "rank", "ytd")
_MOST_NAMES = 3000  # a table with more names in its rows lists things (villages, teams), not indicators


class Template(NamedTuple):
    """factor: None when the printed unit does not convert to the indicator's (then it is not that indicator)."""

    indicator: str | None
    measure: str
    period: str | None
    unit: str
    factor: float | None
    words: str


class Templates:
    """Makes and keeps the templates of one table."""

    def __init__(self, told: Said, sheet: str, names: int, columns: dict[int, Sense], log: bool) -> None:
        self.told, self.columns, self.log = told, columns, log
        self.long = names > _MOST_NAMES
        self.usual = "target" if hands_down(told.title) else "value"
        self.both = any(s.measure == "value" for s in columns.values())
        self.topic = told.topic + plain("/".join(w for s in columns.values() for w in s.words))
        self.title_indicator = title_indicator(told.title) or title_indicator(sheet)
        self.by_column = {c: indicator(s.words, self.topic, s.unit) if s.words else None for c, s in columns.items()}
        self._inherit()
        self.made: dict[tuple[object, ...], Template] = {}
        self.rows: dict[tuple[object, ...], dict[int, Template]] = {}

    def _inherit(self) -> None:
        """上年同期, 计划数 or 增长% beside 新增就业, no heading over both: they are of the indicator on their left."""
        last: str | None = None
        for column, sense in self.columns.items():
            if self.by_column[column] is None and not sense.words and sense.measure in _OF_ANOTHER:
                self.by_column[column] = last
            else:
                last = self.by_column[column]

    def of_row(self, row: Sense) -> dict[int, Template]:
        """The templates of a row, by column, for cells that print no unit of their own."""
        key = (() if self.long else row.words, row.when, row.measure, row.unit)
        found = self.rows.get(key)
        if found is None:
            found = self.rows[key] = {c: self.of(row, c) for c in self.columns}
        return found

    def of(self, row: Sense, column: int, cell_unit: str = "") -> Template:
        """The template of a row and a column; cell_unit: a unit printed in the cell itself."""
        words = row.words if not self.long else ()
        key = (words, row.when, row.measure, row.unit, column, cell_unit)
        found = self.made.get(key)
        if found is None:
            sense = row if words == row.words else row._replace(words=words)
            found = self.made[key] = self._make(sense, column, cell_unit)
        return found

    def _make(self, row: Sense, number: int, cell_unit: str) -> Template:
        column = self.columns[number]
        id = None if self.log else self._indicator(row, number)
        measure = self._measure(row, column, id)
        unit, factor = self._unit(row, column, id, measure, cell_unit)
        words = self._words(column, measure)
        return Template(id, measure, self._period(row, column, measure), unit, factor, words)

    # -------------------------------------------------------------- indicator and measure
    def _indicator(self, row: Sense, number: int) -> str | None:
        column, mine = self.columns[number], self.by_column[number]
        own = indicator(row.words, self.told.topic, row.unit) if row.words else None
        both = (*row.words, *column.words)
        if own and mine and own != mine:
            return indicator(both, self.topic, column.unit) or mine
        if own is None and any(part_of(w) for w in row.words):
            return indicator(both, self.topic, column.unit or row.unit)
        found = own or mine
        if found is None and row.words and column.words:
            found = indicator(both, self.topic, column.unit or row.unit)
        return self.title_indicator if found is None and not both else found

    def _measure(self, row: Sense, column: Sense, id: str | None) -> str:
        # In a long list the column 数值 says nothing, its row does: 本年累计.
        told = (row.measure, column.measure) if _plainly(column) else (column.measure, row.measure)
        found = told[0] or told[1] or self._unsaid(column)
        kind = know().catalog.indicators[id].kind if id else ""
        if found == "superseded":
            return "old"
        if found == "ytd" and not self.both and kind in ("cumulative", "stock"):
            return "value"
        if found == "value" and column.when and (column.when.ytd or self._running(column.when, kind)):
            return "ytd"
        return found

    def _unsaid(self, column: Sense) -> str:
        """What a figure is when its headers do not say: a target under a title that hands targets down, else a value.

        In such a sheet a column of what was done (完成数) is no target.
        """
        return "value" if any("完成" in plain(word) for word in column.words) else self.usual

    def _running(self, when: When, kind: str) -> bool:
        """Months side by side under a title that says 累计 are running totals of the year."""
        if when.kind != "month" or kind != "flow" or "累计" not in plain(self.told.title):
            return False
        return sum(s.when is not None for s in self.columns.values()) > 1

    def _words(self, column: Sense, measure: str) -> str:
        words = [w.strip() for w in column.words]
        if measure == "change" and column.chains:
            found = _CHANGE.search("".join(plain(label.text) for label in column.chains[0]))
            if found and int(found["y"]) == int(found["z"]) + 1:
                words.append("比上年增长")
        return " / ".join(w for w in words if w)

    # -------------------------------------------------------------- period and unit
    def _period(self, row: Sense, column: Sense, measure: str) -> str | None:
        found = together([column.when, row.when, self.told.period])
        if found and measure == "ytd" and found.kind == "span" and found.first == 1:
            found = found._replace(kind="month")  # 1—2月 as a running total is the state of February
        text = found.text() if found else None
        return text[:4] if text and measure == "target" else text

    def _unit(self, row: Sense, column: Sense, id: str | None, measure: str, cell: str) -> tuple[str, float | None]:
        units = know().catalog.units
        own = know().catalog.indicators[id].unit if id else ""
        near = cell if cell in units else column.unit or row.unit
        if measure in ("share", "change", "rank"):
            return self._rate_unit(row, column, measure, cell), 1.0
        unit = near or self._from_list(own)
        if not unit or not own:
            return unit, 1.0
        known = unit in units and own in units
        if known and units[unit].base == units[own].base:
            return unit, units[unit].factor / units[own].factor
        return unit, None if known and near else 1.0

    def _rate_unit(self, row: Sense, column: Sense, measure: str, cell: str) -> str:
        """% where cell or header say so; a difference has the unit of its row."""
        heads = "".join(label.text for chain in column.chains for label in chain)
        percent = measure == "share" or "%" in heads or "％" in heads
        return cell or column.unit or ("%" if percent else row.unit if measure == "change" else "")

    def _from_list(self, own: str) -> str:
        """The table's unit line: one unit for all, or by column the one of the indicator's kind."""
        units = know().catalog.units
        if own and own in units:
            return next((u for u in self.told.units if u in units and units[u].base == units[own].base), own)
        return self.told.units[0] if len(self.told.units) == 1 else ""


def hands_down(title: str) -> bool:
    """Whether a title is that of a sheet of annual targets (目标任务下达表), and not of how far they are met."""
    words, text = know().words, plain(title)
    return any(word in text for word in words["target_title"]) and not any(
        word in text for word in words["not_target_title"]
    )


def _plainly(column: Sense) -> bool:
    """Whether a heading says no more than that figures stand under it: 数值, 数量."""
    return all(plain(label.text) in know().words["figure_header"] for chain in column.chains for label in chain)
