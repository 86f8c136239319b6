"""A reading as a person put it right: corrections are data, the observations and findings follow from them anew.

Corrections: {"columns": {"表1!C": {…}}, "rows": {"表1!7": {…}}, "sheets": {"表1": {…}}}, each {…} any of indicator,
measure, unit, period, region, role (region, total, subtotal, memo, ignore). A row outranks its column, both the sheet:
what is said of a whole sheet fills in an indicator or an area that is missing, and a unit where it converts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

from catalog.period import is_period
from catalog.records import Finding, Observation, PassedOver, Reading, RegisterRow
from loaders.asked import asked_of
from loaders.checks import worked_out
from loaders.identities import identities
from loaders.knowledge import know
from loaders.parts_of_sheet import place_of
from loaders.saying import say
from loaders.told import Corrections, told_notes
from loaders.twice import told_twice

KINDS = ("columns", "rows", "sheets")
MEASURES = ("value", "ytd", "target", "last_year", "change", "share", "rank", "old")
ROLES = ("region", "total", "subtotal", "residual", "memo", "ignore")
_RATES = ("share", "change", "rank")
# A finding that a correction of its row, column or sheet answers: code → the words that answer it.
_ANSWERED = {
    "unknown_region": ("region", "role"), "register_without_city": ("region",), "no_region": ("region",),
    "row_without_area": ("region", "role"), "unit_conflict": ("unit", "indicator"),
    "period_conflict": ("period",), "ambiguous_period": ("period",), "month_or_total": ("measure",),
    "told_twice": ("indicator", "measure", "period", "region", "role"),
}  # fmt: skip


class BadCorrection(ValueError):
    """A correction that names something unknown; the text says what."""


def corrected(reading: Reading, corrections: Corrections) -> Reading:
    """The reading with `corrections` applied: values in base units again, findings that are answered gone, new ones in.

    Raises BadCorrection for a word, indicator, unit, area or period that does not exist.
    """
    if not any(corrections.get(kind) for kind in KINDS):
        return reading
    told = _Told(reading, sound(corrections))
    made = [told.observation(o) for o in reading.observations]
    kept, twice = told_twice([o for o, _ in made if o is not None])
    conflicts = [f for _, f in made if f is not None]
    ignored = [PassedOver(o.ref, o.text, "ignored") for o, (now, _) in zip(reading.observations, made, strict=True)
               if now is None and any(ch.isdigit() for ch in o.text)]  # fmt: skip
    findings = _findings(reading, kept, told)
    return reading._replace(
        observations=tuple(kept), register_rows=tuple(map(told.line, reading.register_rows)),
        passed_over=(*reading.passed_over, *ignored),
        findings=(*findings, *_first(conflicts), *twice, *told_notes(reading, sound(corrections))),
    )  # fmt: skip


def sound(corrections: Corrections) -> dict[str, dict[str, dict[str, str]]]:
    """The corrections with empty ones left out. Raises BadCorrection."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for kind, places in corrections.items():
        if kind not in KINDS:
            raise BadCorrection(kind)
        for place, said in places.items():
            words = {word: value for word, value in said.items() if value}
            for word, value in words.items():
                _judge(word, value)
            if words:
                found.setdefault(kind, {})[place] = words
    return found


def _judge(word: str, value: str) -> None:
    book = know().catalog
    known: dict[str, Any] = {"indicator": book.indicators, "measure": MEASURES, "unit": book.units, "role": ROLES,
                             "region": book.regions}  # fmt: skip
    if word == "period" and is_period(value):
        return
    if word not in known or value not in known[word]:
        raise BadCorrection(f"{word}={value}")


class _Place(NamedTuple):
    sheet: str
    row: int
    letters: str


class _Told:
    """What a person said, asked cell by cell."""

    def __init__(self, reading: Reading, corrections: Corrections) -> None:
        self.columns, self.rows = corrections.get("columns", {}), corrections.get("rows", {})
        self.sheets = corrections.get("sheets", {})
        self.periods: dict[str, set[str | None]] = defaultdict(lambda: {None, ""})
        for table in reading.tables:
            self.periods[table.sheet].add(table.period)

    def own(self, sheet: str, cell: str) -> dict[str, str]:
        """What is said of the cell's column and row."""
        letters = cell.rstrip("0123456789")
        column = self.columns.get(f"{sheet}!{letters}", {})
        return {**column, **self.rows.get(f"{sheet}!{cell[len(letters):]}", {})}

    def observation(self, o: Observation) -> tuple[Observation | None, Finding | None]:
        """The observation as told (None: to be ignored), and a finding when its unit does not convert."""
        own, sheet = self.own(o.ref.sheet, o.ref.cell), self.sheets.get(o.ref.sheet, {})
        if not own and not sheet:
            return o, None
        if own.get("role") == "ignore":
            return None, None
        period = own.get("period") or self.period(o.ref.sheet, o.period, sheet.get("period", ""))
        own = {**_filling(o, sheet, own), **own}
        measure = own.get("measure", o.measure)
        now = o._replace(measure=measure, period=period[:4] if period and measure == "target" else period)
        return _valued(_placed(now, own, sheet), own)

    def period(self, sheet: str, was: str | None, said: str) -> str | None:
        """A period said for a whole sheet replaces the one the table had, and the year of months under a bare year."""
        if not said:
            return was
        if was in self.periods[sheet] or any(p and p[:4] == was for p in self.periods[sheet]):
            return said
        return said + was[4:] if was and len(said) == 4 and was[:4] in self.periods[sheet] else was

    def line(self, row: RegisterRow) -> RegisterRow:
        """A line of a register: only area and period of the sheet can be told."""
        sheet = self.sheets.get(row.sheet, {})
        period = self.period(row.sheet, row.period, sheet.get("period", "")) or ""
        return row._replace(period=period, region=row.region or sheet.get("region", "")) if sheet else row

    def answers(self, finding: Finding) -> bool:
        """Whether a word was said that settles a finding."""
        words = _ANSWERED.get(finding.code, ())
        said = {**self.own(finding.ref.sheet, finding.ref.cell), **self.sheets.get(finding.ref.sheet, {})}
        whole = finding.code == "month_or_total" and any(
            "measure" in words for place, words in self.columns.items() if place.rpartition("!")[0] == finding.ref.sheet
        )
        return whole or any(word in said for word in words)


def _filling(o: Observation, sheet: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """What a word about the whole sheet says of one cell."""
    book = know().catalog
    id = own.get("indicator") or o.indicator or sheet.get("indicator")
    said = {"indicator": id} if id and not o.indicator and "indicator" in sheet else {}
    unit, target = sheet.get("unit", ""), book.indicators[id].unit if id else ""
    converts = unit in book.units and target in book.units and book.units[unit].base == book.units[target].base
    return said | ({"unit": unit} if converts and o.measure not in _RATES else {})


def _placed(o: Observation, own: Mapping[str, str], sheet: Mapping[str, str]) -> Observation:
    """Area and role. An area named for a row makes it that area's; one named for a sheet fills only what has none."""
    region = own.get("region") or o.region or sheet.get("region")
    role = own.get("role") or ("region" if own.get("region") and o.role != "memo" else o.role)
    level = know().catalog.regions[region].level if own.get("region") and region else ""
    if level in ("province", "area") and "role" not in own:
        role = "total" if level == "province" else "subtotal"
    return o._replace(region=region, role=role)


def _valued(o: Observation, own: Mapping[str, str]) -> tuple[Observation, Finding | None]:
    """Indicator, unit and value. A unit that does not convert leaves the cell without an indicator, and says so."""
    if not {"indicator", "unit", "measure"} & own.keys():
        return o, None
    book = know().catalog
    id = own.get("indicator") or o.indicator
    target = book.indicators[id].unit if id else ""
    unit = own.get("unit") or o.unit or target
    if o.measure in _RATES or unit not in book.units or target not in book.units:
        return o._replace(indicator=id, unit=unit, value=o.printed), None
    if book.units[unit].base != book.units[target].base:
        finding = say("unit_conflict", "warning", o.ref, found=unit, limit=target)
        return o._replace(indicator=None, unit=unit, value=o.printed), finding
    factor = book.units[unit].factor / book.units[target].factor
    value = o.printed if o.printed is None or factor == 1.0 else float(f"{o.printed * factor:.12g}")
    return o._replace(indicator=id, unit=unit, value=value), None


# ------------------------------------------------------------------ findings
def _findings(reading: Reading, kept: list[Observation], told: _Told) -> list[Finding]:
    """What stays of the reading's findings, and what its tables raise now and did not before."""
    before, now = _raised(reading, list(reading.observations)), _raised(reading, kept)
    stays = [f for f in reading.findings if not told.answers(f) and (f not in before or f in now)]
    return [*stays, *(f for f in now if f not in before and f not in stays)]


def _raised(reading: Reading, observations: list[Observation]) -> list[Finding]:
    """What the observations of each table raise by themselves: questions, arithmetic, identities."""
    groups: dict[object, list[Observation]] = defaultdict(list)
    areas = _areas(reading)
    for o in observations:
        groups[_table(o, areas)].append(o)
    return [f for cells in groups.values() for f in (*worked_out(cells), *identities(cells), *asked_of(cells))]


Area = tuple[int, int, int, int]


def _areas(reading: Reading) -> dict[str, list[Area]]:
    found: dict[str, list[Area]] = defaultdict(list)
    for table in reading.tables:
        first, _, last = table.range.partition(":")
        start, end = place_of(first), place_of(last)
        if start and end:
            found[table.sheet].append((*start, *end))
    return found


def _table(o: Observation, areas: Mapping[str, list[Area]]) -> tuple[str, Area | None]:
    at = place_of(o.ref.cell)
    inside = (a for a in areas.get(o.ref.sheet, ()) if at and a[0] <= at[0] <= a[2] and a[1] <= at[1] <= a[3])
    return o.ref.sheet, next(inside, None)


def _first(conflicts: list[Finding]) -> list[Finding]:
    """One for each column."""
    found = {(f.ref.sheet, f.ref.cell.rstrip("0123456789")): f for f in reversed(conflicts)}
    return [found[key] for key in sorted(found)]
