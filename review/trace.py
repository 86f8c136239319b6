"""From a cell to everything that uses it: what was read there, what of it stands, and the figures it is in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from sqlalchemy import Engine

from answers.desk import Desk
from answers.unknown import PROVINCE
from catalog.entries import Catalog
from catalog.origins import Asking, Chain, Past, StoredCell
from catalog.records import PassedOver, Reading, RegisterRow, Scope
from loaders.around import place_of
from loaders.read import read
from loaders.view import address
from review.excerpt import Sheets, sheets
from store.cells import cells_at
from store.history import versions
from store.sources import held, original

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_PLACE = re.compile(r"\s*(?:'((?:[^']|'')*)'|(.*?))\s*!\s*(\S+)\s*")


class NotTraced(Exception):
    """The question cannot be answered; `word` is a row of words.csv for `fields`."""

    def __init__(self, word: str, **fields: str) -> None:
        super().__init__(word)
        self.word, self.fields = word, fields


class Use(NamedTuple):
    """A figure the cell is in: the pages that show it, what of it (value, target) and the figure itself.

    part: the indicator the cell counts for in it (a numerator, a denominator, the indicator itself). cities: over how
    many the figure is where some have not reported, else 0.
    """

    pages: tuple[str, ...]
    asking: Asking
    part: str
    figure: float | None
    cities: int = 0


class Traced(NamedTuple):
    """One observation of the cell. past: all versions of its figure; stands: it is the one that counts."""

    cell: StoredCell
    past: tuple[Past, ...]
    stands: bool
    uses: tuple[Use, ...]


class Trace(NamedTuple):
    """What a cell is. text: what is printed there ("" on a sheet too large to be shown). passed: why it is no data,
    where it is none. line: the line of a register it stands in."""

    workbook: str
    sha256: str
    sheet: str
    cell: str
    text: str
    observations: tuple[Traced, ...]
    passed: tuple[PassedOver, ...]
    line: RegisterRow | None


def place(text: str) -> tuple[str, str]:
    """'10月'!B5, 10月!B5, $B$5 after it → ("10月", "B5"). Raises NotTraced for what is no place."""
    found = _PLACE.fullmatch(text)
    cell = _CELL.fullmatch(found[3]) if found else None
    if found is None or cell is None:
        raise NotTraced("trace_no_place", text=text)
    sheet = found[1].replace("''", "'") if found[1] is not None else found[2]
    return sheet, f"{cell[1].upper()}{int(cell[2])}"


def trace(desk: Desk, file: str, where: str) -> Trace:
    """The uses of a cell of a stored workbook, named by its name, its path or the beginning of its sha-256.

    Raises NotTraced with the nearest names for a workbook, a sheet or a cell that is not there.
    """
    wanted, cell = place(where)
    sha256, workbook = _workbook(desk.engine, file)
    found = sheets(desk.engine, sha256, workbook)
    seen = cells_at(desk.engine, sha256, wanted, cell)
    if seen:
        observations = tuple(_traced(desk, one) for one in seen)
        text = seen[0].text if seen[0].cell == cell else _printed(found, wanted, cell)
        return Trace(workbook, sha256, wanted, cell, text, observations, (), None)
    reading = _again(desk.engine, sha256, workbook)
    sheet = _sheet([*found, *(table.sheet for table in reading.tables if table.sheet not in found)], wanted, workbook)
    if sheet != wanted:
        return trace(desk, file, f"'{sheet}'!{cell}")
    line = next((one for one in reading.register_rows if (one.sheet, one.line) == (sheet, place_of(cell)[0])), None)
    passed = tuple(one for one in reading.passed_over if one.ref.sheet == sheet and _covers(one.ref.cell, cell))
    text = _printed(found, sheet, cell)
    if not passed and not text and line is None:
        raise NotTraced("trace_empty_cell", workbook=workbook, sheet=sheet, cell=cell, near=_near(found, sheet, cell))
    return Trace(workbook, sha256, sheet, cell, text, (), passed, line)


# ------------------------------------------------------------------ what is meant
def _workbook(engine: Engine, file: str) -> tuple[str, str]:
    """sha-256 and name of the stored workbook that was sent last under this name."""
    known = held(engine)
    name = Path(file).name
    for wanted in (file, name):
        found = [one for one in known if wanted in (one[1], Path(one[1]).stem)]
        if found:
            return found[-1]
    if re.fullmatch(r"[0-9a-f]{6,64}", file.lower()):
        found = [one for one in known if one[0].startswith(file.lower())]
        if len({one[0] for one in found}) == 1:
            return found[-1]
    raise NotTraced("trace_no_workbook", name=name, near=_alike(name, (one[1] for one in known)))


def _sheet(found: Sequence[str], wanted: str, workbook: str) -> str:
    if wanted in found:
        return wanted
    if not wanted and len(found) == 1:
        return found[0]
    raise NotTraced("trace_no_sheet", workbook=workbook, sheet=wanted, near="、".join(found[:14]) or "—")


def _alike(name: str, known: Iterable[str]) -> str:
    names = list(dict.fromkeys(known))
    near = [one for one in names if name and name in one][:3]
    return "、".join(near or get_close_matches(name, names, 3, 0.3)) or "—"


def _near(found: Sheets, sheet: str, cell: str) -> str:
    """The filled cells of the same row or column nearest to an empty one."""
    row, column = place_of(cell)
    there = found[sheet].cells if sheet in found else {}
    near = sorted(there, key=lambda at: (abs(at[0] - row) + abs(at[1] - column), at))
    return "、".join(address(*at) for at in near[:3]) or "—"


def _printed(found: Sheets, sheet: str, cell: str) -> str:
    return found[sheet].cells.get(place_of(cell), ("", False))[0] if sheet in found else ""


def _again(engine: Engine, sha256: str, workbook: str) -> Reading:
    """The workbook read once more: what the reader passed over is not stored."""
    with TemporaryDirectory(prefix="wuli-") as folder:
        path = Path(folder, "original" + Path(workbook).suffix[:8])
        path.write_bytes(original(engine, sha256) or b"")
        return read(path, name=workbook)


def _covers(where: str, cell: str) -> bool:
    """Whether a passed-over cell, or a range of one column, has the cell in it."""
    first, _, last = where.partition(":")
    (top, left), (bottom, right), (row, column) = place_of(first), place_of(last or first), place_of(cell)
    return top <= row <= bottom and left <= column <= right


# ------------------------------------------------------------------ what uses it
def _traced(desk: Desk, cell: StoredCell) -> Traced:
    past = tuple(
        Past(one.observation_id, one.value, one.text, one.workbook, one.sheet, one.cell, one.submission, one.who,
             one.at, one.state, one.reason, one.stands)
        for one in versions(desk.engine, cell.indicator, cell.region, cell.period, cell.measure)
    )  # fmt: skip
    stands = any(one.id == cell.id and one.stands for one in past)
    return Traced(cell, past, stands, tuple(_uses(desk, cell)) if stands else ())


def _uses(desk: Desk, cell: StoredCell) -> Iterable[Use]:
    """Figures of the pages, for the city and for the province, whose chain has the cell."""
    measures = ("target", "completion") if cell.measure == "target" else ("value", "completion")
    told: set[tuple[str, ...]] = set()
    for indicator, pages in shown_on(desk.catalog, cell.indicator).items():
        for basis, region, measure in product(("month", "ytd"), dict.fromkeys((cell.region, PROVINCE)), measures):
            chain = desk.chain(Asking(indicator, region, _month(cell), basis, measure), Scope())
            own = chain.asking._replace(basis="") if measure != "value" else chain.asking
            if own not in told and own.measure == measure and chain.figure is not None and _has(chain, cell.id):
                told.add(own)
                partial = chain.kpi.reported if region == PROVINCE and chain.kpi.reported < chain.kpi.expected else 0
                yield Use(tuple(pages), chain.asking, cell.indicator, chain.figure, partial)


def _month(cell: StoredCell) -> str:
    return f"{cell.period}-12" if len(cell.period) == 4 else cell.period


def _has(chain: Chain, number: int) -> bool:
    return any(one.id == number for side in chain.sides for term in (*side.top, *side.bottom) for row in term.rows
               for one in row.cells)  # fmt: skip


def shown_on(catalog: Catalog, indicator: str) -> dict[str, list[str]]:
    """The indicators that rest on one (itself and the rates it is a part of) → the pages that show them."""
    found: dict[str, list[str]] = {}
    for one, row in catalog.indicators.items():
        if one == indicator or indicator in (*row.numerator, *row.denominator):
            found[one] = [page.id for page in catalog.pages.values() if one in _of(page)] or ["dictionary"]
    return found


def _of(page: object) -> Sequence[str]:
    fields = ("cards", "columns", "indicators", "small")
    return [*(one for field in fields for one in getattr(page, field, ())), getattr(page, "ranked", "")]
