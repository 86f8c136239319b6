"""What the upload page is drawn from: a sheet with its parts, its mapping, findings and changes. Frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

NOTHING = "_nothing"


def amount(counts: Mapping[str, int]) -> str:
    """How words that say what will be stored end: lines of a register, figures with missing ones, or nothing at all."""
    if counts["lines"]:
        return "_lines"
    if counts["missing"]:
        return "_missing"
    return "" if counts["figures"] else NOTHING


class Spot(NamedTuple):
    """One cell that is not empty. part: what it is to the reader; mark: error or warning when a finding names it."""

    text: str
    part: str
    number: bool
    mark: str = ""


class Face(NamedTuple):
    """A sheet as far as it is shown. rows and columns: the numbers shown; used: how many there are.

    merges: a merge's first cell to its last.
    """

    sheet: str
    hidden: bool
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    spots: Mapping[tuple[int, int], Spot]
    rows_used: int
    columns_used: int
    merges: Mapping[tuple[int, int], tuple[int, int]] = {}


class Example(NamedTuple):
    """A cell and what became of it; value is in the base unit of the indicator."""

    cell: str
    text: str
    value: float | None
    missing: str
    indicator: str
    region: str
    period: str
    measure: str


class MapLine(NamedTuple):
    """A data column or row and what was read of it: each tuple has every value that occurs, "" for unknown.

    kind: columns or rows; at: C or 7; key: as corrections name it; header: as printed. told: what a person said of it.
    near: the area whose name is nearest to a row's that nobody knows.
    """

    kind: str
    at: str
    key: str
    header: str
    indicators: tuple[str, ...]
    measures: tuple[str, ...]
    units: tuple[str, ...]
    periods: tuple[str, ...]
    regions: tuple[str, ...]
    roles: tuple[str, ...]
    told: Mapping[str, str]
    figures: int
    examples: tuple[Example, ...]
    near: str = ""

    @property
    def open(self) -> bool:
        """Whether something is not understood: no figure of it would be stored."""
        if not self.figures:
            return False
        nobody = self.kind == "rows" and self.regions == ("",) and "region" in self.roles
        return nobody or (self.indicators == ("",) and "memo" not in self.roles)


class FieldLine(NamedTuple):
    """A column of a register: letters, header as printed, field id, or personal and dropped, or unknown."""

    at: str
    header: str
    field: str
    personal: bool


class Noted(NamedTuple):
    """A finding on the page. key: how the decision names it; name, guidance: of its rule, "" for none."""

    key: str
    severity: str
    code: str
    name: str
    sheet: str
    cell: str
    text: str
    guidance: str
    stored: bool = False


class Step(NamedTuple):
    """One figure before and after: cells as printed, "" for none. kind: new, changed, unchanged, gone, kept
    (not taken; why says what stands in its place)."""

    kind: str
    indicator: str
    region: str
    period: str
    measure: str
    old: float | None
    new: float | None
    old_text: str
    new_text: str
    old_place: str
    new_place: str
    why: str = ""


class Waiting(NamedTuple):
    """A draft in the list. at: UTC."""

    token: str
    workbook: str
    who: str
    at: str


class Known(NamedTuple):
    """A remembered layout in the list."""

    id: int
    form: str
    region: str
    columns: int
    corrections: int
    at: str
    workbook: str = ""


class Drifted(NamedTuple):
    """How a layout differs from the remembered one: words, and (words, was, now)."""

    moved: tuple[tuple[str, str, str], ...]
    shifted: int
    vanished: tuple[str, ...]
    new: tuple[str, ...]


class Opened(NamedTuple):
    """A draft opened. sheets: names of all; face: the one shown. remembered: number of a layout that fits (0: none).

    counts: figures that would be stored, marks of missing ones, register lines, new, changed, unchanged, gone,
    kept (not taken), corrected (of these: because they were corrected before).
    steps: at most a few hundred of them. status: read or refused. samples: how many sample workbooks real data must
    take the place of.
    stored: the number under which these very bytes are stored already. signer: who decides where nobody says a name.
    """

    token: str
    workbook: str
    status: str
    form: str
    region: str
    sheets: tuple[tuple[str, int], ...]
    face: Face | None
    lines: tuple[MapLine, ...]
    fields: tuple[FieldLine, ...]
    periods: tuple[str, ...]
    sheet_told: Mapping[str, str]
    findings: tuple[Noted, ...]
    counts: Mapping[str, int]
    steps: tuple[Step, ...]
    registers: tuple[tuple[str, str, str, int, int], ...]
    remembered: int
    applied: bool
    carried: int
    drift: Drifted | None
    samples: int
    stored: int
    signer: str = ""
